import type { ModuleShape } from '../../src/codemod/generated-module.js';

/** Values that the user chose. */
export interface Limits {
  deadlineMs: number;
  preStopMs: number;
}

/** The text of the module that drains the process. */
export function printShutdown({ deadlineMs, preStopMs }: Limits, { language, modules }: ModuleShape): string {
  const isTyped = language === 'ts';
  const isEsm = isTyped || modules === 'esm';
  const ts = (text: string) => (isTyped ? text : '');
  const js = (text: string) => (isTyped ? '' : text);
  const exported = isEsm ? 'export ' : '';
  const imports = isEsm
    ? `import { setTimeout as sleep } from 'node:timers/promises';\nimport closeWithGrace from 'close-with-grace';`
    : `const { setTimeout: sleep } = require('node:timers/promises');\nconst closeWithGrace = require('close-with-grace');`;

  return `${isEsm ? '' : "'use strict';\n\n"}/**
 * What happens when this process is told to stop: it takes no new work, finishes
 * what it has begun, closes what is open, and ends. A second signal ends it at once.
 */
${imports}

/** Time in milliseconds after which the process ends, whatever is still open. */
const DEADLINE_MS = ${number(deadlineMs)};
/** Time in milliseconds for a load balancer to notice, before new connections are refused. */
const PRE_STOP_MS = ${number(preStopMs)};
/** How often idle connections are looked for, in milliseconds. */
const SWEEP_MS = 50;

/** In this order; each stage begins when the one before it is done. */
const STAGES = ['server', 'worker', 'scheduler', 'publisher', 'client', 'pool', 'logger']${ts(' as const')};
${ts(`
type Stage = (typeof STAGES)[number];

interface Task {
  stage: Stage;
  name: string;
  close: () => unknown;
}

/** An HTTP server, as far as it is needed here. */
interface Closable {
  close(callback: (error?: Error) => void): unknown;
  closeIdleConnections?(): void;
}

const tasks: Task[] = [];
`)}${js(`
/** @type {{ stage: string, name: string, close: () => unknown }[]} */
const tasks = [];
`)}let stopping = false;

/** Whether the process was told to stop: a readiness route answers 503 from then on. */
${exported}function isStopping()${ts(': boolean')} {
  return stopping;
}

/** Closes something when the process is told to stop, once the stages before its own are done. */
${js(`/** @param {string} stage @param {string} name @param {() => unknown} close */
`)}${exported}function onShutdown(stage${ts(': Stage')}, name${ts(': string')}, close${ts(': () => unknown')})${ts(': void')} {
  tasks.push({ stage, name, close });
}

/**
 * Lets a server finish the requests that it has begun. \`close\` is for frameworks
 * that close their own server.
 */
${js(`/** @param {string} name @param {any} server @param {() => unknown} [close] */
`)}${exported}function drainServer(name${ts(': string')}, server${ts(': Closable')}, close${ts(': () => unknown')} = () => closeServer(server))${ts(': void')} {
  onShutdown('server', name, async () => {
    // A connection that is kept alive would hold the server open until it times out.
    const sweep = setInterval(() => server.closeIdleConnections?.(), SWEEP_MS);
    try {
      await close();
    } finally {
      clearInterval(sweep);
    }
  });
}

${js(`/** @param {any} server */
`)}function closeServer(server${ts(': Closable')})${ts(': Promise<void>')} {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
  });
}

closeWithGrace({ delay: DEADLINE_MS }, async ({ err }) => {
  stopping = true;
  if (err) console.error('Stopping after an error:', err);
  if (PRE_STOP_MS > 0) await sleep(PRE_STOP_MS);
  for (const stage of STAGES) {
    const due = tasks.filter((task) => task.stage === stage);
    await Promise.all(due.map(closeTask));
  }
});

/** One thing that can't be closed doesn't keep the others open. */
${js(`/** @param {{ name: string, close: () => unknown }} task */
`)}async function closeTask({ name, close }${ts(': Task')})${ts(': Promise<void>')} {
  try {
    await close();
  } catch (error) {
    console.error(\`Closing \${name} failed:\`, error);
  }
}
${isEsm ? '' : '\nexports.isStopping = isStopping;\nexports.onShutdown = onShutdown;\nexports.drainServer = drainServer;\n'}`;
}

/** \`10_000\`. */
function number(value: number): string {
  return value >= 10_000 ? String(value).replace(/\B(?=(\d{3})+(?!\d))/g, '_') : String(value);
}
