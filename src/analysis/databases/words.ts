import type { Node } from '../project/ast.js';
import { moduleOf } from '../project/module.js';
import type { DatabaseTimeout, MissingLimit, PoolLimit } from './missing.js';

const NAMES: Record<PoolLimit | DatabaseTimeout, string> = {
  max: 'bound on its connections',
  acquire: 'time limit for getting a connection',
  idle: 'time limit for idle connections',
  lifetime: 'lifetime of its connections',
  statement: 'time limit for statements',
  lock: 'time limit for waiting for locks',
  idleInTransaction: 'time limit for idle transactions',
  connect: 'time limit for connecting',
};

/** `no time limit for statements, no time limit for idle transactions`. */
export function describeMissing(limits: readonly MissingLimit[]): string {
  return list(limits.map(({ limit }) => `no ${NAMES[limit]}`));
}

/** How limits are set, as a sentence: ``Set `statement_timeout` (ms), and run `SET lock_timeout = …` on each new connection.`` */
export function describeKnobs(limits: readonly MissingLimit[]): string {
  const options = limits.flatMap(({ option, unit }) => (option === null ? [] : [unit === 'connections' ? `\`${option}\`` : `\`${option}\` (${unit})`]));
  const settings = limits.flatMap(({ option, setting }) => (option === null && setting !== null ? [`\`SET ${setting} = …\``] : []));
  const parts = [...(options.length > 0 ? [`set ${list(options)}`] : []), ...(settings.length > 0 ? [`run ${list(settings)} on each new connection`] : [])];
  const sentence = parts.join(', and ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

/** What may set the limits all the same: a connection string that isn't in view, settings that are merged in. */
export function describeDoubt(limits: readonly MissingLimit[]): string {
  const unseen = limits.filter(({ state }) => state === 'unseen');
  const settings = unseen.find(({ node }) => node !== null)?.node;
  if (settings) return ` unless ${codeOf(settings)} sets one`;
  return unseen.length > 0 ? ' unless its connection string sets one' : '';
}

/** Longest text that is quoted. */
const MAX_TEXT = 40;

function codeOf(node: Node): string {
  const text = moduleOf(node).text.slice(node.start, node.end);
  return text.length > MAX_TEXT || /[`\n]/.test(text) ? 'what is merged in' : `\`${text}\``;
}

function list(items: readonly string[]): string {
  return items.length > 1 ? `${items.slice(0, -1).join(', ')} and ${items.at(-1)}` : items.join('');
}
