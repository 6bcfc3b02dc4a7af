import type { LibraryModel, Timeout, TimeoutCovers } from '../../../src/models/model.js';
import { WINDOW_MS } from './run.js';
import type { Case, Probe, Shows } from './probe.js';

/** A call that is made to a server that never answers, with and without the limits that a model states. */
export interface CallProbe {
  package: string;
  versions?: string;
  needs?: string[];
  /** The version that is run, where the one that the model was checked with needs a newer runtime. */
  version?: string;
  /** Loads the library, as statements; `HOST`, `PORT` and `ADDRESS` are those of the server. */
  load?: string;
  /** The call, as an expression that gives a promise; `OPTIONS` stands for the options of a limit, or for none. */
  call: string;
  /** Options by the id of the limit in the model; each is meant to end the call after 300 ms. Absent: only connecting is looked at. */
  limits?: Record<string, string>;
  /** Options of limits that bound connecting, in the same way. */
  connects?: Record<string, string>;
  /** What `OPTIONS` is without a limit. */
  none?: string;
  /** What the call without limits is told by, where the package has another one: `default to a silent peer`. */
  what?: string;
  /** It speaks HTTP: `CALL`, read to its end, as an expression. It is also made to a server that answers with headers alone. */
  read?: string;
}

/** What ends a call whose answer stops after its headers. */
const AFTER_HEADERS: Partial<Record<TimeoutCovers, Shows>> = { call: 'ends', body: 'ends', idle: 'ends', headers: 'waits', connect: 'waits' };

/** The probes of a call: with a server that never says a word, and with one that stops after the headers. */
export function probesOfCall(probe: CallProbe, model: LibraryModel): Probe[] {
  const { package: name, versions, needs, version, load = '', limits = {} } = probe;
  const cases = (write: (call: string) => string, suffix: string, shows: (id: string) => Shows): Record<string, Case> => {
    const all = Object.entries({ default: probe.none ?? 'undefined', ...limits });
    return Object.fromEntries(
      all.map(([id, options]) => [
        `${id === 'default' ? [id, probe.what].filter(Boolean).join(' ') : `timeouts.${id}`}${suffix}`,
        { run: write(probe.call.replaceAll('OPTIONS', `(${options})`)), shows: shows(id) },
      ]),
    );
  };
  const base = { package: name, load, ...(versions && { versions }), ...(needs && { needs }), ...(version && { version }) };
  const known = (id: string) => model.timeouts?.[id];
  const silent: Probe = {
    ...base,
    server: 'silent',
    cases: cases((call) => call, '', (id) => (id === 'default' ? byDefault(model, Object.keys(limits), ['body', 'acquire']) : known(id)?.covers === 'body' ? 'either' : 'ends')),
  };
  const unreachable = probe.connects ? [connecting({ ...probe, connects: probe.connects }, model, base)] : [];
  if (!probe.limits) return unreachable;
  if (probe.read === undefined) return [silent, ...unreachable];
  const read = probe.read;
  const headers: Probe = {
    ...base,
    server: 'headers',
    cases: cases(
      (call) => read.replaceAll('CALL', call),
      ' after headers',
      (id) => (id === 'default' ? byDefault(model, Object.keys(limits), ['headers', 'connect', 'response']) : (AFTER_HEADERS[known(id)?.covers ?? 'response'] ?? 'either')),
    ),
  };
  return [silent, headers, ...unreachable];
}

/** The probe with a server to which no connection is ever made. */
function connecting({ connects, none = 'undefined', call }: CallProbe & { connects: Record<string, string> }, model: LibraryModel, base: Pick<Probe, 'package' | 'load'>): Probe {
  const write = (options: string) => call.replaceAll('OPTIONS', `(${options})`);
  const limits = Object.entries(connects).map(([id, options]): [string, Case] => [`timeouts.${id}`, { run: write(options), shows: 'ends' }]);
  const shows = byDefault(model, Object.keys(connects), ['headers', 'body', 'response', 'idle', 'acquire']);
  return { ...base, server: 'unreachable', cases: { 'default connecting': { run: write(none), shows }, ...Object.fromEntries(limits) } };
}

/** What a call does by itself: the shortest limit of those that may end it, which holds when nothing is set. */
function byDefault(model: LibraryModel, ids: readonly string[], without: readonly TimeoutCovers[]): Shows {
  const limits = ids.flatMap((id) => model.timeouts?.[id] ?? []).filter(({ covers }) => !without.includes(covers));
  const known = limits.flatMap((limit) => defaultMs(limit) ?? []);
  return known.length > 0 && Math.min(...known) < WINDOW_MS ? 'gives up' : 'waits';
}

function defaultMs({ default: value, unit }: Timeout): number | null {
  return typeof value === 'number' ? value * { ms: 1, s: 1000, ns: 1e-6 }[unit] : null;
}
