import type { PoolBound, Timeout, When } from '../../models/model.js';
import type { Node } from '../project/ast.js';
import type { Project } from '../project/project.js';
import { filesMentioning } from '../project/tree.js';
import { textOf, HOLE } from '../values/text.js';
import { alternatives } from '../values/value.js';
import type { Lookup } from '../values/options.js';
import { lookUpInClient, type DatabaseClient } from './clients.js';

/**
 * A limit of a database client. `unseen`: only a connection string that isn't in view could hold it, or `by`, settings
 * that are merged into the options. `none`: this client has no such limit to set, or another default than none.
 */
export type LimitState =
  | { state: 'set'; value: number | null; node: Node }
  | { state: 'off'; node: Node }
  | { state: 'unseen'; by: Node | null }
  | { state: 'missing' | 'default' | 'unknown' | 'none' };

/** One way to set a limit, as timeouts and bounds of pools have it. */
interface Knob {
  places: readonly string[];
  url?: string | undefined;
  setting?: string | undefined;
  when?: When | undefined;
  off: readonly unknown[];
  default: number | null | 'unknown';
}

export function stateOfBound(project: Project, client: DatabaseClient, bound: PoolBound): LimitState {
  return stateOf(project, client, { ...bound, places: [...(bound.at ? [bound.at] : []), ...(bound.also ?? [])], off: bound.off ?? [] });
}

export function stateOfTimeout(project: Project, client: DatabaseClient, timeout: Timeout): LimitState {
  return stateOf(project, client, { ...timeout, places: timeout.client ? [timeout.client] : [], off: timeout.off ?? [] });
}

function stateOf(project: Project, client: DatabaseClient, knob: Knob): LimitState {
  const { places, url, setting, when } = knob;
  if (places.length === 0 && url === undefined && setting === undefined) return { state: 'none' };
  if (when) {
    const applies = holds(project, client, when);
    if (applies !== true) return { state: applies === null ? 'unknown' : 'none' };
  }
  let off: Node | null = null;
  let settings: Node | null = null;
  for (const place of places) {
    const found = lookUpInClient(project, client, place);
    if (found.state === 'unknown') {
      if (!found.settings) return { state: 'unknown' };
      settings = found.settings;
      continue;
    }
    if (found.state === 'absent') continue;
    const isOff = found.value.kind === 'literal' && knob.off.includes(found.value.value);
    if (!isOff) return { state: 'set', value: numberOf(found), node: found.node };
    off = found.node;
  }
  if (off) return { state: 'off', node: off };
  const text = [url !== undefined && inConnectionString(project, client, url), setting !== undefined && inServerOptions(project, client, setting)];
  if (text.includes('set') || text.includes('unknown')) return { state: 'unknown' };
  if (setting !== undefined && knob.default === null && isSetByStatement(project, client, setting)) return { state: 'unknown' };
  if (knob.default === null) return settings || text.includes('unseen') ? { state: 'unseen', by: settings } : { state: 'missing' };
  return { state: knob.default === 'unknown' ? 'unknown' : 'default' };
}

/** Whether an option has one of some values; null where that can't be known. */
function holds(project: Project, client: DatabaseClient, { at, in: values, drivers }: When): boolean | null {
  const found = lookUpInClient(project, client, at);
  if (found.state === 'absent') return false;
  const all = found.state === 'present' ? alternatives(found.value) : [];
  if (found.state === 'unknown' || !all.every((value) => value.kind === 'literal')) return drivers ? dependsOnlyOn(project, client, drivers) : null;
  const accepted = all.map(({ value }) => values.includes(value as string));
  return accepted.every((item) => item === accepted[0]) ? accepted[0]! : null;
}

/** Whether the package of a client depends on drivers of the one kind alone; null where it has both, or neither. */
function dependsOnlyOn(project: Project, { module }: DatabaseClient, { of, others }: NonNullable<When['drivers']>): boolean | null {
  const json = project.resolver.packageOf(module.path)?.json ?? {};
  const names = ['dependencies', 'optionalDependencies', 'peerDependencies'].flatMap((field) => Object.keys((json[field] as object | undefined) ?? {}));
  const [has, hasOther] = [of, others].map((drivers) => drivers.some((name) => names.includes(name)));
  return has === hasOther ? null : has!;
}

function numberOf(found: Extract<Lookup, { state: 'present' }>): number | null {
  return found.value.kind === 'literal' && typeof found.value.value === 'number' ? found.value.value : null;
}

type TextState = 'set' | 'absent' | 'unseen' | 'unknown';

/** Whether a connection string has a parameter. */
function inConnectionString(project: Project, client: DatabaseClient, name: string): TextState {
  const { connectionString, serverOptions } = client.construction;
  for (const place of connectionString ?? []) {
    const found = lookUpInClient(project, client, place);
    if (found.state === 'absent') continue;
    // An options object at the place of the string is none.
    if (found.state === 'present' && found.value.kind === 'object') continue;
    const text = found.state === 'present' ? textOf(project, found.node) : null;
    // A name of a database is none either.
    const isAddress = text !== null && /^[\w+]*:\/\//.test(text);
    if (text === null || text.endsWith(`?${HOLE}`) || (!isAddress && text.includes(HOLE))) return 'unseen';
    if (!isAddress) continue;
    const parameters = text.split('?')[1] ?? '';
    if (new RegExp(`(?:^|&)${name}=`).test(parameters) || /(?:^|&)options=/.test(parameters)) return 'set';
    return 'absent';
  }
  // Without any options the driver takes all from the environment.
  const isEmpty = client.call !== null && client.call.type !== 'TaggedTemplateExpression' && client.call.arguments.length === 0;
  return isEmpty && serverOptions ? 'unseen' : 'absent';
}

function inServerOptions(project: Project, client: DatabaseClient, setting: string): TextState {
  for (const place of client.construction.serverOptions ?? []) {
    const found = lookUpInClient(project, client, place);
    if (found.state === 'absent') continue;
    const text = found.state === 'present' ? textOf(project, found.node) : null;
    if (text === null || text.includes(HOLE)) return 'unknown';
    if (text.includes(setting)) return 'set';
  }
  return 'absent';
}

/** `SET statement_timeout = …` on each new connection, or for a role; not one that ends with its transaction. */
function isSetByStatement(project: Project, { module }: DatabaseClient, setting: string): boolean {
  const table = project.onDisk<string, boolean>('set-by-statement');
  const key = `${setting} ${module.path}`;
  const known = table.get(key);
  if (known !== undefined) return known;
  const pattern = new RegExp(`\\bset\\s+(?:(?:session|global)\\s+|@@)?["'\`]?${setting}|set_config\\(\\s*["'\`]${setting}|-c\\s*${setting}`, 'i');
  const isSet = filesMentioning(project, module.path, pattern).length > 0;
  table.set(key, isSet);
  return isSet;
}
