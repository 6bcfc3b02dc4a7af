import ts from 'typescript';
import type { Call, Callback, Construction, Export, LibraryModel, Timeout, TypeModel, TypeRef } from '../../../src/models/model.js';
import type { Declarations } from './program.js';
import { createShapes, type Presence } from './shapes.js';

/** What the declarations say of the rows of a model. */
export interface Checked {
  /** Paths of members, exports, arguments and options that were found. */
  found: string[];
  /** `path: what is missing`. */
  missing: string[];
  /** What the declarations leave open, by path, and why. */
  open: Record<string, string>;
}

/** Why something is left open. */
const OPEN = {
  any: 'declared as any, unknown, by an index signature or by a type that depends on the code that uses it',
  names: 'the row is for names that only the code that uses it has',
  unmet: 'no declaration leads to it',
  generated: 'generated into the project that uses it',
} as const;

const { Call: CALL, Construct: CONSTRUCT } = ts.SignatureKind;

/** Of the declared types that members and callbacks lead to for one type of the model, so many are looked at; and so many that differ by their type arguments alone. */
const MAX_TYPES = 150;
const MAX_INSTANCES = 6;

/** Holds every row of a model against the declarations of its package. */
export function checkModel(model: LibraryModel, declarations: Declarations): Checked {
  const { checker } = declarations;
  const shapes = createShapes(checker);
  const { argument, best, parts, pathPresence, property, propertyPresence, returned, signatures, values } = shapes;
  const checked: Checked = { found: [], missing: [], open: {} };
  /** The declared types that each type of the model was met as. */
  const met = new Map<string, Set<ts.Type>>();
  /** Members and properties that none of the declared types of a type has so far. */
  const unseen = new Map<string, { names: Set<string>; counts: Map<ts.Symbol | undefined, number> }>();
  const pending: [string, ts.Type][] = [];
  let isFollowing = false;
  /** Option paths of timeouts and retries that hold anywhere in the model. */
  const options = new Map<string, Presence[]>();

  /** `source`: where the row says that it is stated, so that the declarations needn't have it. */
  function note(path: string, presence: Presence, what: string, source?: string): void {
    if (presence === 'yes') checked.found.push(path);
    else if (source !== undefined) checked.open[path] = `stated by ${source}`;
    else if (presence === 'open') checked.open[path] = OPEN.any;
    else checked.missing.push(`${path}: ${what}`);
  }

  function meet(ref: TypeRef | null | undefined, types: readonly ts.Type[], self?: string): void {
    if (!ref || ref === 'error') return;
    const isList = ref.endsWith('[]');
    const name = isList ? ref.slice(0, -2) : ref;
    if (name === 'self' || name === 'this') {
      if (self && name === 'self') meet(self + (isList ? '[]' : ''), types);
      return;
    }
    if (!Object.hasOwn(model.types, name)) return;
    let known = met.get(name);
    if (!known) met.set(name, (known = new Set()));
    let rest = unseen.get(name);
    if (!rest) unseen.set(name, (rest = { names: new Set(namesOf(model.types[name]!)), counts: new Map() }));
    for (const type of types.flatMap((item) => (isList ? values(item) : parts(item)))) {
      // Generic clients have a type of their own for every chain of calls: more of them tell nothing new when all names are found.
      const count = rest.counts.get(type.symbol) ?? 0;
      if (known.has(type) || (isFollowing && (known.size > MAX_TYPES || count > MAX_INSTANCES || (known.size > 0 && rest.names.size === 0)))) continue;
      if (type.flags & (ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.BooleanLike | ts.TypeFlags.Void)) continue;
      known.add(type);
      rest.counts.set(type.symbol, count + 1);
      for (const member of rest.names) if (member.endsWith('*') ? hasNamed([type], member) : propertyPresence(type, member) === 'yes') rest.names.delete(member);
      pending.push([name, type]);
    }
  }

  /** What a call gives: a builder as it is, everything else awaited. */
  function meetResult(ref: TypeRef | undefined, list: readonly ts.Signature[], self?: string): void {
    const name = (ref === 'self' ? self : ref)?.replace(/\[\]$/, '');
    const isBuilder = name !== undefined && model.types[name]?.awaited !== undefined;
    meet(ref, isBuilder ? list.map((signature) => checker.getReturnTypeOfSignature(signature)) : returned(list), self);
  }

  /** Whether a place of a call is there; `options` is the index of the call's options object. */
  function placePresence(list: readonly ts.Signature[], at: string, index: number | 'last' | undefined): Presence {
    const match = /^Argument\[(\d+|last|rest)\](?:\.(.*))?$/.exec(at);
    if (!match && index === undefined) return 'no';
    const position = match ? match[1]! : index!;
    const types = argument(list, position === 'last' || position === 'rest' ? position : Number(position));
    const path = match ? (match[2]?.split('.') ?? []) : at.split('.');
    return list.length === 0 ? 'open' : best(types.map((type) => pathPresence(type, path)));
  }

  function checkPlaces(path: string, list: readonly ts.Signature[], index: number | 'last' | undefined, places: Record<string, string | string[] | undefined>, source?: string) {
    for (const [key, at] of Object.entries(places)) {
      const all = [at ?? []].flat().filter((place) => !place.startsWith('Receiver.'));
      if (all.length === 0) continue;
      note(`${path}.${key}`, best(all.map((place) => placePresence(list, place, index))), `no ${all.join(' or ')} in its arguments.`, source);
    }
  }

  function checkCallbacks(path: string, list: readonly ts.Signature[], index: number | 'last' | undefined, callbacks: readonly Callback[] = []): void {
    for (const callback of callbacks) {
      const match = /^Argument\[(\d+|last|rest)\](?:\.(.*))?$/.exec(callback.at);
      const position = match ? match[1]! : (index ?? 'last');
      let types = argument(list, position === 'last' || position === 'rest' ? position : Number(position));
      const steps = match ? (match[2]?.split('.') ?? []) : callback.at.split('.');
      for (const step of steps) types = types.flatMap((type) => (step === '*' ? values(type) : property(type, step)));
      if (callback.at.startsWith('Receiver.')) continue;
      const functions = types.flatMap((type) => signatures(type, CALL));
      if (functions.length === 0 && types.some(shapes.isOpen)) {
        note(`${path}.callbacks ${callback.at}`, 'open', '');
        continue;
      }
      const isObject = callback.role === 'element' || callback.role === 'timed' || callback.role === 'consumer' || callback.role === 'handler';
      const isThere = functions.length > 0 || types.some((type) => parts(type).some((part) => part.symbol?.name === 'Function')) || (isObject && types.length > 0);
      note(`${path}.callbacks ${callback.at}`, list.length === 0 ? 'open' : isThere ? 'yes' : 'no', `no function at ${callback.at}.`);
      for (const [at, ref] of (callback.params ?? []).entries()) meet(ref, argument(functions, at));
    }
  }

  function checkCall(path: string, call: Call, type: ts.Type, self?: string, receivers: readonly ts.Type[] = []): void {
    const list = signatures(type, CALL);
    if (list.length === 0) {
      note(path, shapes.parts(type).some(shapes.isOpen) ? 'open' : 'no', 'it is no function.', call.source);
      return;
    }
    checkArguments(path, call, list);
    if (call.makes) checkConstruction(`${path}.makes`, model.types[call.makes]?.construction, list, []);
    const result = returned(list);
    meetResult(call.returns, list, self);
    for (const id of call.timeouts ?? []) checkTimeout(id, list, call.options, [...result, ...receivers]);
    for (const name of call.acquires && !call.acquires.receiver ? call.acquires.release : []) {
      const given = result.filter((item) => !(item.flags & ts.TypeFlags.Void));
      // What a node callback is passed is met there.
      if (given.length > 0) note(`${path}.acquires.${name}`, best(given.map((item) => propertyPresence(item, name))), `what it gives has no ${name}.`);
    }
    for (const [names, event] of Object.entries(call.events ?? {})) checkCallbacks(`${path}.events.${names}`, list, call.options, event.callbacks);
  }

  function checkArguments(path: string, call: Call, list: readonly ts.Signature[]): void {
    const { options: index } = call;
    if (typeof index === 'number') note(`${path}.options`, argument(list, index).length > 0 ? 'yes' : 'no', `no argument ${index}.`);
    if (call.text !== undefined) note(`${path}.text`, argument(list, call.text).length > 0 ? 'yes' : 'no', `no argument ${call.text}.`);
    // That a call can be cancelled may be stated with its limit.
    const signal = (call.timeouts ?? []).map((id) => model.timeouts?.[id]).find((limit) => limit?.signal);
    checkPlaces(path, list, index, { signal: call.signal }, signal?.source);
    checkPlaces(path, list, index, {
      method: call.method?.at,
      url: call.url,
      body: call.body,
      session: index === undefined ? undefined : call.session,
      limitMs: call.limitMs,
      delayMs: call.delayMs,
      eventAt: call.eventAt,
      pathAt: call.pathAt,
      joins: call.joins,
      textKey: call.textKey && `Argument[${call.text}].${call.textKey}`,
      streams: call.streams?.at,
      exclusive: call.runs?.exclusive,
      handler: call.runs?.handler,
      attempts: call.retry?.attempts?.at,
      backoff: call.retry?.backoff?.at,
      jitter: call.retry?.jitter?.at,
      filter: call.retry?.filter,
    });
    for (const [clause, places] of Object.entries(call.clauses ?? {})) checkPlaces(path, list, index, { [`clauses.${clause}`]: places });
    checkCallbacks(path, list, index, call.callbacks);
    if (index !== undefined && model.retries?.option) remember('retries', placePresence(list, model.retries.option, index));
  }

  function remember(id: string, presence: Presence): void {
    options.set(id, [...(options.get(id) ?? []), presence]);
  }

  function checkTimeout(id: string, list: readonly ts.Signature[], index: number | 'last' | undefined, result: readonly ts.Type[]): void {
    const timeout = model.timeouts?.[id];
    if (!timeout) return;
    const { call, chain } = timeout;
    if (chain) remember(`timeouts.${id}.chain`, best(result.map((type) => propertyPresence(type, chain))));
    const links = result.flatMap((type) => (chain ? property(type, chain) : [])).flatMap((type) => [...signatures(type, CALL)]);
    if (!call || call.startsWith('Receiver.')) return;
    const presence = placePresence(list, call, index);
    remember(`timeouts.${id}.call`, links.length > 0 ? best([presence, placePresence(links, call, 0)]) : presence);
  }

  function checkConstruction(path: string, construction: Construction | undefined, list: readonly ts.Signature[], instances: readonly ts.Type[]): void {
    if (!construction) return;
    const { options: index, pool } = construction;
    if (typeof index === 'number') note(`${path}.options`, argument(list, index).length > 0 ? 'yes' : 'no', `no argument ${index}.`);
    checkPlaces(path, list, index, {
      'pool.max': pool?.max?.at,
      'pool.acquire': pool?.acquire?.at,
      'pool.idle': pool?.idle?.at,
      'pool.lifetime': pool?.lifetime?.at,
      exclusive: construction.runs?.exclusive,
      handler: construction.runs?.handler,
    });
    for (const id of construction.timeouts ?? []) {
      const { client, setter } = model.timeouts?.[id] ?? ({} as Timeout);
      if (client) remember(`timeouts.${id}.client`, placePresence(list, client, index));
      if (setter) remember(`timeouts.${id}.setter`, best(instances.map((type) => pathPresence(type, setter.split('.')))));
    }
    if (index !== undefined && model.retries?.option) remember('retries', placePresence(list, model.retries.option, index));
    checkCallbacks(path, list, index, construction.callbacks);
    for (const name of construction.acquires?.release ?? []) {
      note(`${path}.acquires.${name}`, best(instances.map((item) => propertyPresence(item, name))), `what is made has no ${name}.`);
    }
  }

  function checkExport(path: string, entry: Export, value: ts.Type | null, declared: ts.Type | null): void {
    if (!value && !declared) {
      if (model.generated?.exports.includes(path.split('.').at(-1)!)) return void (checked.open[path] = OPEN.generated);
      note(path, 'no', 'there is no such export.', entry.source ?? entry.function?.source);
      return;
    }
    note(path, (value ?? declared)!.flags & ts.TypeFlags.Any ? 'open' : 'yes', '');
    if (entry.type) meet(entry.type, [declared, value].filter((type) => type !== null).slice(0, 1));
    if (value) checkValue(path, entry, value, declared);
    else if (entry.class && declared) meet(entry.class, [declared]);
  }

  function checkValue(path: string, entry: Export, value: ts.Type, declared: ts.Type | null): void {
    const made = signatures(value, CONSTRUCT);
    if (entry.instance) meet(entry.instance, [value]);
    if (entry.class) {
      if (made.length === 0) note(`${path}.class`, shapes.parts(value).some(shapes.isOpen) || declared ? 'open' : 'no', 'it is no class.', entry.source);
      const instances = [...made.map((item) => checker.getReturnTypeOfSignature(item)), ...(declared ? [declared] : [])];
      meet(entry.class, instances);
      if (made.length > 0) checkConstruction(`${path}.construction`, entry.construction ?? model.types[entry.class]?.construction, made, instances);
    }
    if (entry.function) {
      checkCall(`${path}.function`, entry.function, value);
      const list = signatures(value, CALL);
      const construction = entry.construction ?? (entry.function.options === undefined ? undefined : model.types[entry.function.returns ?? '']?.construction);
      if (!entry.class) checkConstruction(`${path}.construction`, construction, list, returned(list));
    }
    for (const [name, call] of Object.entries(entry.statics ?? {})) checkMember(`${path}.statics.${name}`, name, call, value);
    if (typeof entry.namespace === 'object') {
      for (const [name, inner] of Object.entries(entry.namespace)) {
        const own = property(value, name)[0] ?? null;
        const dotted = `${path.replace(/^exports\./, '')}.${name}`;
        checkExport(`${path}.${name}`, inner, own ?? declarations.value(dotted) ?? declarations.value(name), declarations.declared(dotted) ?? declarations.declared(name));
      }
    }
  }

  function checkMember(path: string, name: string, call: Call, type: ts.Type, self?: string): void {
    const presence = propertyPresence(type, name);
    note(path, presence, 'there is no such member.', call.source);
    if (presence !== 'yes') return;
    const member = property(type, name);
    for (const item of member.slice(0, 1)) checkCall(path, call, item, self, [type]);
  }

  /** `isPartlyOpen`: some of the declared types say nothing. */
  function checkType(name: string, definition: TypeModel, types: readonly ts.Type[], isPartlyOpen: boolean): void {
    for (const [names, call] of Object.entries(definition.members ?? {})) {
      for (const member of names.split('|')) {
        const path = `types.${name}.${member}`;
        if (member.endsWith('*')) {
          notePattern(path, member, types, names.split('|'));
          for (const type of types) meetResult(call.returns, values(type).flatMap((item) => [...signatures(item, CALL)]), name);
          continue;
        }
        const holder = types.find((type) => propertyPresence(type, member) === 'yes') ?? types.find((type) => propertyPresence(type, member) === 'open');
        if (holder) checkMember(path, member, call, holder, name);
        else note(path, isPartlyOpen ? 'open' : 'no', 'there is no such member.', call.source);
        for (const by of call.acquires?.releaseBy ?? []) note(`${path}.acquires.${by}`, best(types.map((type) => propertyPresence(type, by))), `no ${by} on the receiver.`);
        for (const own of call.acquires?.receiver ? call.acquires.release : []) {
          note(`${path}.acquires.${own}`, best(types.map((type) => propertyPresence(type, own))), `no ${own} on the receiver.`);
        }
      }
    }
    if (definition.call) {
      const callable = types.find((type) => signatures(type, CALL).length > 0) ?? types[0]!;
      checkCall(`types.${name}.call`, definition.call, callable, name);
    }
    for (const code of [definition.lifecycle?.close, definition.lifecycle?.httpServer]) {
      const member = /\$\.(\w+)/.exec(code ?? '')?.[1];
      if (member) note(`types.${name}.lifecycle.${member}`, best(types.map((type) => propertyPresence(type, member))), `there is no ${member}.`);
    }
    for (const member of definition.lifecycle?.opens ?? []) {
      note(`types.${name}.lifecycle.${member}`, best(types.map((type) => propertyPresence(type, member))), `there is no ${member}.`);
    }
    for (const names of Object.keys(definition.properties ?? {})) {
      for (const property of names.split('|')) {
        if (property.endsWith('*')) notePattern(`types.${name}.${property}`, property, types, names.split('|'));
        else note(`types.${name}.${property}`, best(types.map((type) => propertyPresence(type, property))), 'there is no such property.');
      }
    }
  }

  /** Whether a declared name begins so. */
  function hasNamed(types: readonly ts.Type[], pattern: string): boolean {
    const start = pattern.slice(0, -1);
    return types.flatMap((type) => shapes.parts(type)).some((part) => checker.getPropertiesOfType(part).some((property) => property.name.startsWith(start)));
  }

  /** A row for names that begin so is there where one of the declared names does. `all`: the patterns of the row, of which a type needn't have every one. */
  function notePattern(path: string, pattern: string, types: readonly ts.Type[], all: readonly string[]): void {
    if (hasNamed(types, pattern)) checked.found.push(path);
    else if (!all.some((other) => hasNamed(types, other))) checked.open[path] = OPEN.names;
  }

  /** What one more declared type of a model's type leads to. */
  function follow(name: string, type: ts.Type): void {
    const definition = model.types[name]!;
    if (definition.extends) meet(definition.extends, [type]);
    // A member that gives `self` gives the type itself, also where another one has the member.
    for (const own of lineage(definition)) followMembers(name, own, type);
    if (definition.call) meetResult(definition.call.returns, signatures(type, CALL), name);
    if (definition.iterated?.returns) meet(definition.iterated.returns, values(type), name);
    if (definition.constructs) meet(definition.constructs, signatures(type, CONSTRUCT).map((item) => checker.getReturnTypeOfSignature(item)));
  }

  /** A type's definition, and those that it extends. */
  function lineage(definition: TypeModel): TypeModel[] {
    const parent = definition.extends === undefined ? undefined : model.types[definition.extends];
    return parent ? [definition, ...lineage(parent)] : [definition];
  }

  function followMembers(name: string, definition: TypeModel, type: ts.Type): void {
    for (const [names, ref] of Object.entries(definition.properties ?? {})) {
      for (const key of names.split('|')) meet(ref, key.endsWith('*') ? values(type) : property(type, key), name);
    }
    for (const [names, call] of Object.entries(definition.members ?? {})) {
      for (const key of names.split('|')) {
        const list = key.endsWith('*') ? [] : property(type, key).flatMap((item) => [...signatures(item, CALL)]);
        meetResult(call.returns, list, name);
        for (const callback of [call, ...Object.values(call.events ?? {})].flatMap((row) => row.callbacks ?? [])) {
          const match = /^Argument\[(\d+|last|rest)\]$/.exec(callback.at);
          const position = match?.[1];
          if (!callback.params || position === undefined) continue;
          const functions = argument(list, position === 'last' || position === 'rest' ? position : Number(position)).flatMap((item) => [...signatures(item, CALL)]);
          for (const [at, ref] of callback.params.entries()) meet(ref, argument(functions, at));
        }
      }
    }
  }

  for (const [name, entry] of Object.entries(model.exports)) {
    checkExport(`exports.${name}`, entry, declarations.value(name), declarations.declared(name));
  }
  isFollowing = true;
  for (let next = pending.shift(); next; next = pending.shift()) follow(...next);
  for (const name of Object.keys(model.types)) {
    // A type that nothing leads to: by its name among the exports.
    if (!met.has(name)) {
      const declared = declarations.declared(name);
      if (declared) meet(name, [declared]);
    }
  }
  for (let next = pending.shift(); next; next = pending.shift()) follow(...next);
  for (const [name, definition] of Object.entries(model.types)) {
    const types = [...(met.get(name) ?? [])];
    const known = types.filter((type) => !shapes.isOpen(type));
    if (known.length > 0) checkType(name, definition, known, known.length < types.length);
    else checked.open[`types.${name}`] = OPEN.unmet;
  }
  for (const [path, found] of options) {
    const at = path === 'retries' ? model.retries!.option! : '';
    const source = path === 'retries' ? undefined : model.timeouts?.[path.split('.')[1]!]?.source;
    const what = path === 'retries' ? `no ${at} in the options of any call or client.` : 'no such option in any call or client that names it.';
    note(path, best(found), what, source);
  }
  return checked;
}

/** Names of members and properties, without those that stand for others. */
function namesOf({ members, properties }: TypeModel): string[] {
  return [...Object.keys(members ?? {}), ...Object.keys(properties ?? {})].flatMap((names) => names.split('|')).filter((name) => name !== '*');
}
