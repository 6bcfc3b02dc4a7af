import { basename } from 'node:path';
import { createRule, type Span } from '../src/create-rule.js';
import { cutShort } from '../src/analysis/lifecycle/cut-short.js';
import { mayRegister } from '../src/analysis/lifecycle/handlers.js';
import { hasOtherSide } from '../src/analysis/lifecycle/open.js';
import type { Resource } from '../src/analysis/lifecycle/resources.js';
import { shutdownAt, type Shutdown } from '../src/analysis/lifecycle/shutdown.js';
import type { Module } from '../src/analysis/project/module.js';

interface Options {
  /** Report handlers that leave something open. */
  incomplete: boolean;
  /** Report handlers that may wait for ever. */
  unbounded: boolean;
}

type MessageId = 'cutShort' | 'missingShutdown' | 'incompleteShutdown' | 'unboundedShutdown' | 'signalSwallowed';

/** What a codemod starts from. */
export type ShutdownEvidence = Shutdown;

export default createRule<Options, MessageId>({
  name: 'require-graceful-shutdown',
  meta: {
    description: 'require that a process that serves requests or jobs drains before it ends',
    family: 'servers',
    preset: 'recommended',
    presetOptions: { recommended: { incomplete: false, unbounded: false }, strict: { incomplete: true, unbounded: true } },
    type: 'problem',
    messages: {
      cutShort:
        'On SIGTERM work in progress is cut off: `{{close}}` only begins to wait for it, and the process is ended in the next moment. Wait until it has ended, and exit then.',
      missingShutdown:
        'Every deployment ends this process in the middle of its work: nothing handles SIGTERM, so {{work}} cut off{{open}}. Handle the signal: take no new work, finish what was begun, close what is open, and exit within a time limit.',
      incompleteShutdown:
        'On SIGTERM {{effect}}: the handler at {{handler}} does not close {{open}}. Close {{it}} there, before the process exits.',
      unboundedShutdown:
        'One request or query that hangs keeps this process from ending until it is killed: the handler at {{handler}} waits without a limit. Add a timer that ends the process.',
      signalSwallowed:
        'This process ignores {{signals}} until it is killed: the handler at {{handler}} neither ends anything nor the process. Close what is open there and exit.',
    },
    schema: {
      type: 'object',
      properties: {
        incomplete: { type: 'boolean', description: 'Report handlers that leave something open.' },
        unbounded: { type: 'boolean', description: 'Report handlers that may wait for ever.' },
      },
      additionalProperties: false,
    },
    defaultOptions: { incomplete: true, unbounded: true },
    codemod: 'add-graceful-shutdown',
  },
  check(file, { options, report }) {
    const short = cutShort(file.project, file.module);
    for (const { node, label } of short) report({ messageId: 'cutShort', at: node, data: { close: `${label}()` } });
    if (!mayRegister(file.module) && file.calls('listen', 'consume').length === 0) return;
    const shutdown = shutdownAt(file.project, file.module, options.incomplete || options.unbounded ? 'resources' : 'signals');
    if (!shutdown) return;
    const { verdict } = shutdown;
    const handler = 'registration' in verdict && verdict.registration.module === file.module ? verdict.registration.node : shutdown.at;
    const shared = { at: handler, evidence: shutdown satisfies ShutdownEvidence };
    switch (verdict.kind) {
      case 'missing':
        report({ ...shared, messageId: 'missingShutdown', data: { work: workOf(shutdown), open: alsoOpen(shutdown) } });
        break;
      case 'swallowed': {
        const signals = verdict.registration.signals?.join(' and ') ?? 'SIGTERM';
        report({ ...shared, messageId: 'signalSwallowed', data: { signals, handler: placeOf(verdict.registration) } });
        break;
      }
      case 'incomplete': {
        if (!options.incomplete) return;
        const it = verdict.open.length === 1 ? 'it' : 'them';
        const effect = verdict.exits ? 'work in progress is cut off' : 'the process goes on until it is killed';
        const data = { open: list(verdict.open.map(describe)), it, effect, handler: placeOf(verdict.registration) };
        report({ ...shared, messageId: 'incompleteShutdown', data });
        break;
      }
      case 'unbounded':
        if (options.unbounded && short.length === 0) report({ ...shared, messageId: 'unboundedShutdown', data: { handler: placeOf(verdict.registration) } });
        break;
    }
  },
});

/** What is in progress when the process is told to stop, with its verb. */
function workOf({ sites }: Shutdown): string {
  const listens = sites.some(({ call }) => call.concept === 'listen');
  const consumes = sites.some(({ call }) => call.concept === 'consume');
  return listens && consumes ? 'requests and jobs are' : listens ? 'requests are' : 'jobs are';
}

/** What else is open then: `, with … open`. */
function alsoOpen({ resources, jobs }: Shutdown): string {
  const others = resources.filter((resource) => hasOtherSide(resource) && resource.lifecycle.stage !== 'server');
  const all = [...others.map(describe), ...jobs.map((job) => `\`${job.label}\` (${placeOf(job)})`)];
  return all.length === 0 ? '' : `, with ${list(all)} open`;
}

/** More than these are counted. */
const SHOWN = 3;

/** `a, b and 4 more`. */
function list(items: readonly string[]): string {
  const shown = items.length > SHOWN ? [...items.slice(0, SHOWN - 1), `${items.length - SHOWN + 1} more`] : items;
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}` : shown.join('');
}

function describe(resource: Resource): string {
  return `\`${resource.name}\` (${placeOf(resource)})`;
}

/** `server.ts:20`. */
function placeOf({ module, node }: { module: Module; node: Span }): string {
  return `${basename(module.path)}:${module.lineOf(node.start)}`;
}
