import type { DatabaseClient } from '../../src/analysis/databases/clients.js';
import type { DatabaseTimeout, MissingLimit, PoolLimit } from '../../src/analysis/databases/missing.js';
import { moduleOf, type Module } from '../../src/analysis/project/module.js';
import type { Edit } from '../../src/edit/edit.js';
import { setCallOptions, setOptions, type OptionValue } from '../../src/edit/options.js';

/** The value of each limit, in milliseconds or connections: each is a flag of the codemod. */
export type Limits = Record<PoolLimit | DatabaseTimeout, number>;

/** What is set for one client, or why it isn't. */
export interface Setting {
  module: Module;
  edits: Edit[];
  /** What stays, and why. */
  left: string[];
}

/**
 * The edits that set the limits that a client lacks.
 *
 * @param isHeard something listens for errors of its connections, or will.
 */
export function setLimits(client: DatabaseClient, missing: readonly MissingLimit[], limits: Limits, isHeard: boolean): Setting {
  const left: string[] = [];
  const values: OptionValue[] = [];
  for (const item of missing) {
    const { limit, option, unit, setting, state, node } = item;
    if (state === 'off') {
      left.push(`\`${option ?? setting}\` is switched off on line ${moduleOf(node!).lineOf(node!.start)}, which may be meant.`);
    } else if (limit === 'idleInTransaction' && !isHeard && emitsErrors(client)) {
      left.push(`A connection that the server closes emits an error, which ends the process unheard: listen for it, then set \`${option ?? setting}\`.`);
    } else if (option === null) {
      left.push(setting === null ? `${client.model.package} has no option for its ${limit} limit.` : `${client.model.package} has no option for it: run \`SET ${setting} = …\` on each new connection.`);
    } else {
      values.push({ path: option.split('.'), value: number(limits[limit] / (unit === 's' ? 1_000 : 1)) });
    }
  }
  const module = client.options ? moduleOf(client.options) : client.module;
  if (values.length === 0) return { module, edits: [], left };
  const edits = write(client, values);
  if (edits) return { module, edits, left };
  left.push('Its options are not written out here: set what the message names where they are.');
  return { module, edits: [], left };
}

/** Whether what is made, or its connections, need a listener for errors. */
function emitsErrors({ model, construction }: DatabaseClient): boolean {
  const made = Object.values(model.exports).find((entry) => entry.construction === construction)?.class;
  return made !== undefined && model.types[made]?.lifecycle?.errorEvent !== undefined;
}

function write({ call, construction, options, module }: DatabaseClient, values: OptionValue[]): Edit[] | null {
  if (options) return setOptions(moduleOf(options), options, values);
  if (!call || call.type === 'TaggedTemplateExpression' || typeof construction.options !== 'number') return null;
  // A connection string, or options that come from elsewhere.
  return call.arguments.length > construction.options ? null : setCallOptions(module, call, construction.options, values);
}

/** `10_000`: digits in groups of three. */
function number(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, '_');
}
