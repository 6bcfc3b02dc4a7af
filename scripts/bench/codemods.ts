import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { compare, measure, type Command } from './process.js';
import type { Row } from './row.js';

const FILES = 2000;
/** One file in so many has a finding. */
const FINDING_IN = 10;

const CLI = resolve(import.meta.dirname, '../../dist/src/cli/main.js');

/** A codemod in preview on many files, beside the same edit by other tools, which look for these sites and no others. */
export function codemodRows(scratch: string, runs: number): Row[] {
  const dir = join(scratch, 'codemods');
  const files = generate(dir);
  const tool = (name: string): Command => ({ args: [join(import.meta.dirname, 'codemods', `${name}.js`), ...files], cwd: dir });
  const commands = {
    ours: { args: [CLI, 'codemod', 'log-error-object', 'src', '--dry-run', '--no-format', '--json'], cwd: dir },
    floor: tool('floor'),
    jscodeshift: tool('jscodeshift'),
    'ts-morph': tool('ts-morph'),
  };
  for (const [name, command] of Object.entries(commands)) checkChanged(name, measure(command).stdout);
  const used = compare(commands, runs);
  const speed = (name: keyof typeof commands) => Math.round(FILES / used[name].cpu);
  return [
    {
      section: 'codemods',
      what: 'log-error-object, of the floor',
      figure: used.ours.cpu / used.floor.cpu,
      target: 3,
      unit: '×',
      detail: `${used.ours.cpu.toFixed(1)} s of CPU, ${used.floor.cpu.toFixed(1)} s; ${FILES} files with one finding in ${FINDING_IN}`,
    },
    ...(['ours', 'floor', 'jscodeshift', 'ts-morph'] as const).map((name): Row => ({ section: 'codemods', what: LABELS[name], figure: speed(name), target: null, unit: '/s', detail: 'files for each second of CPU, start included' })),
  ];
}

const LABELS = {
  ours: 'log-error-object',
  floor: 'oxc-parser and magic-string alone (the floor)',
  jscodeshift: 'jscodeshift',
  'ts-morph': 'ts-morph',
};

/** A tool that changed fewer files did less work. */
function checkChanged(name: string, stdout: string): void {
  const count = name === 'ours' ? (JSON.parse(stdout) as { summary: { changed: number } }).summary.changed : Number(stdout);
  if (count !== FILES / FINDING_IN) throw new Error(`${name} would change ${count} files, not ${FILES / FINDING_IN}.`);
}

function generate(dir: string): string[] {
  mkdirSync(join(dir, 'src'), { recursive: true });
  writeFileSync(join(dir, 'package.json'), JSON.stringify({ name: 'many-files', type: 'module', dependencies: { pino: '^10.0.0' } }));
  writeFileSync(join(dir, 'src/logger.ts'), "import pino from 'pino';\n\nexport const logger = pino();\n");
  return Array.from({ length: FILES }, (_, index) => {
    const path = join(dir, 'src', `module-${index}.ts`);
    writeFileSync(path, moduleText(index));
    return path;
  });
}

function moduleText(index: number): string {
  const line = index % FINDING_IN === 0 ? `logger.error('Loading ${index} failed')` : `logger.error({ err: error }, 'Loading ${index} failed')`;
  return `import { logger } from './logger.js';

export interface Order${index} {
  id: string;
  lines: { sku: string; quantity: number; price: number }[];
}

export function total${index}(order: Order${index}): number {
  return order.lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
}

export function describe${index}(order: Order${index}): string {
  const names = order.lines.filter(({ quantity }) => quantity > 0).map(({ sku, quantity }) => \`\${quantity} x \${sku}\`);
  return names.length === 0 ? 'nothing' : names.join(', ');
}

export async function load${index}(id: string): Promise<Order${index} | null> {
  try {
    const response = await fetch(\`https://orders.example.com/${index}/\${id}\`, { signal: AbortSignal.timeout(5000) });
    if (!response.ok) throw new Error(\`The service answered with \${response.status}\`);
    return (await response.json()) as Order${index};
  } catch (error) {
    ${line};
    return null;
  }
}
`;
}
