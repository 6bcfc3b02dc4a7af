import { CONCEPTS, type Call, type Concept, type Construction, type Export, type LibraryModel, type Timeout } from '../../src/models/model.js';

/** Limits that end a call whose peer never answers. */
const ENDS_A_CALL = new Set<Timeout['covers']>(['call', 'response', 'headers', 'statement']);

/** Every call of a model with the name that a reader knows it by. */
export function namedCalls({ exports, types }: LibraryModel): [name: string, call: Call][] {
  const ofExport = (name: string, entry: Export): [string, Call][] => [
    ...(entry.function ? [[`${name}()`, entry.function] as [string, Call]] : []),
    ...(entry.construction?.concept ? [[`new ${name}()`, asCall(entry.construction)] as [string, Call]] : []),
    ...(entry.decorator?.concept ? [[`@${name}`, { concept: entry.decorator.concept }] as [string, Call]] : []),
    ...Object.entries(entry.statics ?? {}).map(([member, call]): [string, Call] => [`${name}.${member}()`, call]),
    ...(typeof entry.namespace === 'object' ? Object.entries(entry.namespace).flatMap(([inner, item]) => ofExport(`${name}.${inner}`, item)) : []),
  ];
  return [
    ...Object.entries(exports).flatMap(([name, entry]) => ofExport(name, entry)),
    ...Object.entries(types).flatMap(([name, type]): [string, Call][] => [
      ...(type.call ? [[`${name}()`, type.call] as [string, Call]] : []),
      ...(type.awaited ? [[`await ${name}`, type.awaited] as [string, Call]] : []),
      ...(type.iterated ? [[`for await (… of ${name})`, type.iterated] as [string, Call]] : []),
      ...Object.entries(type.members ?? {}).flatMap(([names, call]) => names.split('|').map((member): [string, Call] => [`${name}.${member}()`, call])),
    ]),
  ];
}

function asCall({ concept, options, timeouts }: Construction): Call {
  return { ...(concept && { concept }), ...(options !== undefined && { options }), ...(timeouts && { timeouts }) };
}

/** Concepts of everything that the model says, in the order of the closed set. */
export function conceptsOf(model: LibraryModel): Concept[] {
  const calls = namedCalls(model).flatMap(([, call]) => [call, ...(Object.values(call.events ?? {}) as Call[])]);
  const found = new Set(calls.map(({ concept }) => concept));
  return CONCEPTS.filter((concept) => found.has(concept));
}

/** Limits that end a call. */
export function callLimits(model: LibraryModel): [string, Timeout][] {
  return Object.entries(model.timeouts ?? {}).filter(([, { covers }]) => ENDS_A_CALL.has(covers));
}

/** How long a call waits when nothing is set; empty where the package makes no calls. */
export function defaultLimit(model: LibraryModel): string {
  const concepts = conceptsOf(model);
  if (!concepts.includes('external-call') && !concepts.includes('query')) return '';
  const limits = callLimits(model).map(([, limit]) => limit);
  if (limits.length === 0) return 'none, and none can be set';
  const fixed = limits.filter(({ default: value }) => typeof value === 'number').map(inSeconds);
  if (fixed.length > 0) return `${Math.min(...fixed)} s`;
  return limits.some(({ default: value }) => value === 'unknown') ? 'set by the server' : 'none';
}

function inSeconds({ default: value, unit }: Timeout): number {
  return Number(value) * { s: 1, ms: 1e-3, ns: 1e-9 }[unit];
}

/** Every place where a limit can be set, as words. */
export function placesOf(limit: Timeout): string[] {
  return [
    ...(limit.chain ? [`\`.${limit.chain}()\` in the chain`] : limit.call ? [`\`${limit.call}\` of the call`] : []),
    ...(limit.client ? [`\`${limit.client}\` of the client`] : []),
    ...(limit.setter ? [`\`${limit.setter} = …\``] : []),
    ...(limit.global ? [`\`${limit.global.call.split('#')[1]}()\``] : []),
    ...(limit.url ? [`\`?${limit.url}=\` in the URL`] : []),
    ...(limit.setting ? [`\`SET ${limit.setting}\``] : []),
  ];
}

/** Whether its calls take a signal: all, some or none of those that leave the process. */
export function cancellable(model: LibraryModel): string {
  const calls = namedCalls(model)
    .map(([, call]) => call)
    .filter(({ concept }) => concept === 'external-call' || concept === 'query');
  if (calls.length === 0) return '';
  const signals = calls.filter((call) => call.signal !== undefined || call.timeouts?.some((id) => model.timeouts?.[id]?.signal));
  return signals.length === calls.length ? 'yes' : signals.length > 0 ? 'some calls' : 'no';
}
