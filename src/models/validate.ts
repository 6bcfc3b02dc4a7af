import { createRequire } from 'node:module';
import type { Call, Construction, Export, LibraryModel, LogShape, Timeout, TypeRef } from './model.js';

const require = createRequire(import.meta.url);

/** A part of a model and where it is, as a path for messages: `types.Pool.members.query`. */
type Part<T> = [path: string, part: T];

/** Keys whose value is a place or a list of places. */
const PLACE_KEYS = new Set([
  ...['at', 'over', 'pathAt', 'eventAt', 'signal', 'session', 'describes', 'limitMs', 'delayMs', 'joins', 'instanceOf', 'rowsOf', 'url', 'baseUrl', 'body'],
  ...['levelAt', 'filter', 'also', 'client', 'option', 'errorKeyOption', 'serializersOption', 'exclusive', 'every', 'pattern', 'handler'],
  ...['factory', 'connectionString', 'serverOptions'],
  ...['requestId', 'unless', 'statusAt', 'migratesBy'],
]);

/** `Receiver.Argument[0].where.*`, `Argument[rest]`, `pool.max`: the grammar of `Place`. */
const PLACE = /^(?:Receiver\.)?(?:Argument\[(?:\d+|last|rest)\](?:\.(?:[\w$-]+|\*))*|[\w$-]+(?:\.(?:[\w$-]+|\*))*)$/;

const MS = { ms: 1, s: 1000, ns: 1e-6 } as const;
const DAY_MS = 86_400_000;

/**
 * What is wrong with a set of models, as sentences that name package and path; empty when nothing is. Their shape is
 * checked elsewhere; this holds what refers to what: types, time limits, log shapes, versions, names, places. `known`:
 * the models that they may refer to.
 */
export function validateModels(models: readonly LibraryModel[], known = models): string[] {
  const problems: string[] = [];
  for (const model of models) {
    for (const problem of problemsOf(model, known)) problems.push(`${model.package} ${model.versions}: ${problem}`);
  }
  return [...problems, ...clashes(models)];
}

function* problemsOf(model: LibraryModel, models: readonly LibraryModel[]): Generator<string> {
  if (validRange(model.versions) === null) yield `versions: "${model.versions}" is no semver range.`;
  for (const spec of model.older ?? []) {
    if (!satisfies(spec.split(' ')[0]!, model.versions)) yield `older: "${spec}" is not of the range ${model.versions}.`;
  }
  yield* unserialisable(model, '');
  for (const [path, ref] of typeRefs(model)) {
    if (!hasType(model, models, ref)) yield `${path}: there is no type "${ref}".`;
  }
  for (const [path, call] of calls(model)) yield* problemsOfCall(model, path, call);
  for (const [path, { timeouts }] of constructions(model)) yield* unknownIds(path, 'timeout', timeouts, model.timeouts);
  for (const [path, names] of nameLists(model)) {
    const seen = new Set<string>();
    for (const name of names) {
      if (seen.has(name)) yield `${path}: "${name}" is there twice.`;
      seen.add(name);
    }
  }
  for (const [id, timeout] of Object.entries(model.timeouts ?? {})) {
    for (const problem of problemsOfTimeout(timeout, models)) yield `timeouts.${id}: ${problem}`;
  }
  for (const [id, shape] of Object.entries(model.logShapes ?? {})) {
    for (const problem of problemsOfLogShape(shape)) yield `logShapes.${id}: ${problem}`;
  }
  for (const [name, { lifecycle }] of Object.entries(model.types)) {
    for (const key of ['close', 'httpServer'] as const) {
      if (lifecycle?.[key]?.includes('$') === false) yield `types.${name}.lifecycle.${key}: it has no "$".`;
    }
  }
  for (const [path, place] of places(model, '')) {
    if (!PLACE.test(place)) yield `${path}: "${place}" is no place.`;
  }
}

function* problemsOfCall(model: LibraryModel, path: string, call: Call): Generator<string> {
  yield* unknownIds(path, 'timeout', call.timeouts, model.timeouts);
  yield* unknownIds(path, 'log shape', call.logShape === undefined ? [] : [call.logShape], model.logShapes);
  if (call.concept === 'log' && !call.level && !call.levelAt) yield `${path}: a log call needs a level.`;
  if (call.logShape !== undefined && call.concept !== 'log' && call.concept !== 'track') {
    yield `${path}: a log shape belongs to a call of concept "log" or "track".`;
  }
  if (call.events && !call.eventAt) yield `${path}: "events" needs "eventAt".`;
  for (const callback of call.callbacks ?? []) {
    if (callback.role === 'limited' && !callback.limit) yield `${path}: a limited callback needs "limit".`;
  }
}

function validRange(range: string): string | null {
  const valid = require('semver/ranges/valid.js') as typeof import('semver/ranges/valid.js');
  return valid(range);
}

function satisfies(version: string, range: string): boolean {
  const check = require('semver/functions/satisfies.js') as typeof import('semver/functions/satisfies.js');
  return check(version, range);
}

function* unknownIds(path: string, what: string, ids: string[] = [], known: object = {}): Generator<string> {
  for (const id of ids) if (!Object.hasOwn(known, id)) yield `${path}: there is no ${what} "${id}".`;
}

function* problemsOfTimeout(timeout: Timeout, models: readonly LibraryModel[]): Generator<string> {
  const { default: limit, unit, off } = timeout;
  if (typeof limit === 'number' && !(limit > 0 && limit * MS[unit] <= DAY_MS)) {
    yield `the default ${limit} ${unit} is not between 0 and a day; "no limit" is null.`;
  }
  if (typeof limit === 'number' && off?.includes(limit)) yield 'its default is one of the values that switch it off.';
  const { call, client, setter, chain, global, url, setting } = timeout;
  const isFixed = !(call ?? client ?? setter ?? chain ?? global ?? url ?? setting);
  if (isFixed && (off || timeout.signal)) yield 'it has values but no place for them.';
  if (timeout.operator && !chain) yield '"operator" needs "chain".';
  for (const reference of [timeout.operator, global?.call]) {
    if (reference !== undefined && !hasExport(models, reference)) yield `there is no export "${reference}".`;
  }
}

function* problemsOfLogShape({ errorAt, errorKeys, objectAt, fix, stackAt }: LogShape): Generator<string> {
  if (errorKeys && objectAt === undefined) yield '"errorKeys" needs "objectAt".';
  if (fix === undefined) return;
  if (!/^\(.*\)$/.test(fix) || !fix.includes('$message') || !fix.includes('$error')) {
    yield 'a fix has the form "(…)" with "$message" and "$error".';
  }
  const keepsIt = errorAt.length > 0 || (errorKeys ?? []).length > 0 || stackAt !== undefined;
  if (!keepsIt) yield 'a fix needs a position that keeps the stack.';
}

/** Two models of one name whose ranges overlap, and two packages of one name. */
function* clashes(models: readonly LibraryModel[]): Generator<string> {
  const intersects = require('semver/ranges/intersects.js') as typeof import('semver/ranges/intersects.js');
  const byName = new Map<string, LibraryModel[]>();
  for (const model of models) {
    for (const name of [model.package, ...(model.aliases ?? [])]) {
      const others = byName.get(name) ?? [];
      for (const other of others) {
        if (other.package !== model.package) yield `${model.package} and ${other.package}: both are called "${name}".`;
        else if (validRange(model.versions) && validRange(other.versions) && intersects(model.versions, other.versions)) {
          yield `${name}: the ranges ${other.versions} and ${model.versions} overlap.`;
        }
      }
      byName.set(name, [...others, model]);
    }
  }
}

/** Every call of a model; an event's row as it is with what is special to the event. */
function* calls(model: LibraryModel): Generator<Part<Call>> {
  for (const [path, entry] of exportsOf(model.exports, 'exports')) {
    if (entry.function) yield* withEvents(`${path}.function`, entry.function);
    for (const [name, call] of Object.entries(entry.statics ?? {})) yield* withEvents(`${path}.statics.${name}`, call);
  }
  for (const [name, type] of Object.entries(model.types)) {
    for (const key of ['call', 'awaited', 'iterated'] as const) {
      const call = type[key];
      if (call) yield* withEvents(`types.${name}.${key}`, call);
    }
  }
  for (const [path, { members }] of memberTables(model)) {
    for (const [name, call] of Object.entries(members ?? {})) yield* withEvents(`${path}.members.${name}`, call);
  }
}

function* withEvents(path: string, call: Call): Generator<Part<Call>> {
  yield [path, call];
  for (const [event, special] of Object.entries(call.events ?? {})) {
    yield [`${path}.events.${event}`, { ...call, events: undefined, ...special }];
  }
}

function* exportsOf(exports: Record<string, Export>, path: string): Generator<Part<Export>> {
  for (const [name, entry] of Object.entries(exports)) {
    yield [`${path}.${name}`, entry];
    if (typeof entry.namespace === 'object') yield* exportsOf(entry.namespace, `${path}.${name}.namespace`);
  }
}

/** Types and augmented types: what has members and properties. */
function* memberTables(model: LibraryModel) {
  for (const [name, type] of Object.entries(model.types)) yield [`types.${name}`, type] as const;
  for (const [name, addition] of Object.entries(model.augments ?? {})) yield [`augments.${name}`, addition] as const;
}

function* constructions(model: LibraryModel): Generator<Part<Construction>> {
  for (const [path, { construction }] of exportsOf(model.exports, 'exports')) {
    if (construction) yield [`${path}.construction`, construction];
  }
  for (const [name, { construction }] of Object.entries(model.types)) {
    if (construction) yield [`types.${name}.construction`, construction];
  }
}

/** Names that share one table: members and properties of a type, events of a call. */
function* nameLists(model: LibraryModel): Generator<Part<string[]>> {
  for (const [path, { members, properties }] of memberTables(model)) {
    yield [path, [...Object.keys(members ?? {}), ...Object.keys(properties ?? {})].flatMap((key) => key.split('|'))];
  }
  for (const [path, { events }] of calls(model)) {
    if (events) yield [`${path}.events`, Object.keys(events).flatMap((key) => key.split('|'))];
  }
}

function* typeRefs(model: LibraryModel): Generator<Part<TypeRef>> {
  function* some(path: string, ...refs: (TypeRef | null | undefined)[]): Generator<Part<TypeRef>> {
    for (const ref of refs) if (ref !== null && ref !== undefined && ref !== 'error') yield [path, ref];
  }
  for (const [path, { returns, makes, callbacks }] of calls(model)) {
    yield* some(path, /^(?:self|this)(?:\[\])?$/.test(returns ?? '') ? null : returns, makes);
    for (const { at, params } of callbacks ?? []) yield* some(`${path}.callbacks ${at}`, ...(params ?? []));
  }
  for (const [path, { callbacks }] of constructions(model)) {
    for (const { at, params } of callbacks ?? []) yield* some(`${path}.callbacks ${at}`, ...(params ?? []));
  }
  for (const [path, entry] of exportsOf(model.exports, 'exports')) {
    const { instance, class: type, configures, decorator } = entry;
    yield* some(path, instance, type, configures, entry.type, decorator?.injects, decorator?.parameter, decorator?.lazy);
  }
  for (const [name, type] of Object.entries(model.types)) {
    yield* some(`types.${name}`, type.extends, type.constructs, ...(type.function?.params ?? []));
  }
  for (const [path, { properties }] of memberTables(model)) {
    for (const [name, ref] of Object.entries(properties ?? {})) yield* some(`${path}.properties.${name}`, ref);
  }
  yield* some('augments', ...Object.keys(model.augments ?? {}));
  for (const { files, params } of model.fileConventions ?? []) yield* some(`fileConventions ${files}`, ...(params ?? []));
}

/** Whether a reference names a type of the model or, as `package#Type`, of another one. */
function hasType(model: LibraryModel, models: readonly LibraryModel[], ref: TypeRef): boolean {
  const [name, other] = ref.replace(/\[\]$/, '').split('#') as [string, string?];
  if (other === undefined) return name === 'row' || Object.hasOwn(model.types, name);
  const isNamed = (candidate: LibraryModel) => candidate.package === name || `${candidate.package}@${candidate.versions}` === name;
  return models.some((candidate) => isNamed(candidate) && Object.hasOwn(candidate.types, other));
}

function hasExport(models: readonly LibraryModel[], reference: string): boolean {
  const [name, entry] = reference.split('#') as [string, string?];
  return models.some((model) => model.package === name && entry !== undefined && Object.hasOwn(model.exports, entry));
}

/** What JSON would drop or change: functions, `undefined`, regular expressions, dates, maps, bad numbers. */
function* unserialisable(value: unknown, path: string): Generator<string> {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return;
  if (typeof value === 'number' && Number.isFinite(value)) return;
  if (typeof value !== 'object' || ![Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value) as never)) {
    yield `${path.slice(1)}: ${typeof value === 'object' ? 'an instance' : typeof value} is no JSON.`;
    return;
  }
  for (const [key, item] of Object.entries(value)) yield* unserialisable(item, `${path}.${key}`);
}

function* places(value: unknown, path: string): Generator<Part<string>> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    const here = path === '' ? key : `${path}.${key}`;
    const isTable = /(?:^|\.)(?:exports|members|properties|types|timeouts|statics|events|logShapes|namespace)$/.test(path);
    if (!isTable && PLACE_KEYS.has(key)) {
      for (const place of [item].flat()) if (typeof place === 'string') yield [here, place];
    }
    yield* places(item, here);
  }
}
