import ts from 'typescript';
import type { Call, Callback, Construction, Export, LibraryModel, Timeout, TypeModel, TypeRef } from '../../../src/models/model.js';
import type { Declarations } from './program.js';
import { createShapes, type Presence } from './shapes.js';

/** What the declarations say of the rows of a model. */
export interface Checked {
  /** Members, exports, arguments and options that were found. */
  found: number;
  /** `path: what is missing`. */
  missing: string[];
  /** Paths of what the declarations leave open: `any`, generated members, index signatures. */
  open: string[];
}

const { Call: CALL, Construct: CONSTRUCT } = ts.SignatureKind;

/** Of the declared types that members and callbacks lead to for one type of the model, so many are looked at. */
const MAX_TYPES = 150;

/** Holds every row of a model against the declarations of its package. */
export function checkModel(model: LibraryModel, declarations: Declarations): Checked {
  const { checker } = declarations;
  const shapes = createShapes(checker);
  const { argument, best, parts, pathPresence, property, propertyPresence, returned, signatures, values } = shapes;
  const checked: Checked = { found: 0, missing: [], open: [] };
  /** The declared types that each type of the model was met as. */
  const met = new Map<string, Set<ts.Type>>();
  const pending: [string, ts.Type][] = [];
  let isFollowing = false;
  /** Option paths of timeouts and retries that hold anywhere in the model. */
  const options = new Map<string, Presence[]>();

  /** `isStated`: the row has a source, so that the declarations needn't have it. */
  function note(path: string, presence: Presence, what: string, isStated = false): void {
    if (presence === 'yes') checked.found++;
    else if (presence === 'open' || isStated) checked.open.push(path);
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
    for (const type of types.flatMap((item) => (isList ? values(item) : parts(item)))) {
      if (known.has(type) || (isFollowing && known.size > MAX_TYPES)) continue;
      if (type.flags & (ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.BooleanLike | ts.TypeFlags.Void)) continue;
      known.add(type);
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

  function checkPlaces(path: string, list: readonly ts.Signature[], index: number | 'last' | undefined, places: Record<string, string | string[] | undefined>) {
    for (const [key, at] of Object.entries(places)) {
      const all = [at ?? []].flat().filter((place) => !place.startsWith('Receiver.'));
      if (all.length === 0) continue;
      note(`${path}.${key}`, best(all.map((place) => placePresence(list, place, index))), `no ${all.join(' or ')} in its arguments.`);
    }
  }

  function checkCallbacks(path: string, list: readonly ts.Signature[], index: number | 'last' | undefined, callbacks: readonly Callback[] = []): void {
    for (const callback of callbacks) {
      const match = /^Argument\[(\d+|last|rest)\](?:\.(.*))?$/.exec(callback.at);
      const position = match ? match[1]! : (index ?? 'last');
      let types = argument(list, position === 'last' || position === 'rest' ? position : Number(position));
      const steps = match ? (match[2]?.split('.') ?? []) : callback.at.split('.');
      for (const step of steps) types = types.flatMap((type) => (step === '*' ? values(type) : property(type, step)));
      if (types.some(shapes.isOpen)) {
        note(`${path}.callbacks ${callback.at}`, 'open', '');
        continue;
      }
      if (callback.at.startsWith('Receiver.')) continue;
      const functions = types.flatMap((type) => signatures(type, CALL));
      const isObject = callback.role === 'element' || callback.role === 'timed' || callback.role === 'consumer' || callback.role === 'handler';
      const isThere = functions.length > 0 || types.some((type) => parts(type).some((part) => part.symbol?.name === 'Function')) || (isObject && types.length > 0);
      note(`${path}.callbacks ${callback.at}`, list.length === 0 ? 'open' : isThere ? 'yes' : 'no', `no function at ${callback.at}.`);
      for (const [at, ref] of (callback.params ?? []).entries()) meet(ref, argument(functions, at));
    }
  }

  function checkCall(path: string, call: Call, type: ts.Type, self?: string, receivers: readonly ts.Type[] = []): void {
    const list = signatures(type, CALL);
    if (list.length === 0) {
      note(path, shapes.parts(type).some(shapes.isOpen) ? 'open' : 'no', 'it is no function.');
      return;
    }
    checkArguments(path, call, list);
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
    checkPlaces(path, list, index, {
      signal: call.signal,
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
      note(path, 'no', 'there is no such export.', (entry.source ?? entry.function?.source) !== undefined);
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
      if (made.length === 0) note(`${path}.class`, shapes.parts(value).some(shapes.isOpen) || declared ? 'open' : 'no', 'it is no class.', entry.source !== undefined);
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
    note(path, presence, 'there is no such member.', call.source !== undefined);
    if (presence !== 'yes') return;
    const member = property(type, name);
    for (const item of member.slice(0, 1)) checkCall(path, call, item, self, [type]);
  }

  function checkType(name: string, definition: TypeModel, types: readonly ts.Type[]): void {
    for (const [names, call] of Object.entries(definition.members ?? {})) {
      for (const member of names.split('|')) {
        const path = `types.${name}.${member}`;
        if (member.endsWith('*')) {
          checked.open.push(path);
          for (const type of types) meetResult(call.returns, values(type).flatMap((item) => [...signatures(item, CALL)]), name);
          continue;
        }
        const holder = types.find((type) => propertyPresence(type, member) === 'yes') ?? types.find((type) => propertyPresence(type, member) === 'open');
        if (holder) checkMember(path, member, call, holder, name);
        else note(path, 'no', 'there is no such member.', call.source !== undefined);
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
        if (property.endsWith('*')) checked.open.push(`types.${name}.${property}`);
        else note(`types.${name}.${property}`, best(types.map((type) => propertyPresence(type, property))), 'there is no such property.');
      }
    }
  }

  /** What one more declared type of a model's type leads to. */
  function follow(name: string, type: ts.Type): void {
    const definition = model.types[name]!;
    if (definition.extends) meet(definition.extends, [type]);
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
    if (definition.call) meetResult(definition.call.returns, signatures(type, CALL), name);
    if (definition.iterated?.returns) meet(definition.iterated.returns, values(type), name);
    if (definition.constructs) meet(definition.constructs, signatures(type, CONSTRUCT).map((item) => checker.getReturnTypeOfSignature(item)));
  }

  for (const [name, entry] of Object.entries(model.exports)) {
    checkExport(`exports.${name}`, entry, declarations.value(name), declarations.declared(name));
  }
  isFollowing = true;
  for (let next = pending.pop(); next; next = pending.pop()) follow(...next);
  for (const name of Object.keys(model.types)) {
    // A type that nothing leads to: by its name among the exports.
    if (!met.has(name)) {
      const declared = declarations.declared(name);
      if (declared) meet(name, [declared]);
    }
  }
  for (let next = pending.pop(); next; next = pending.pop()) follow(...next);
  for (const [name, definition] of Object.entries(model.types)) {
    const types = [...(met.get(name) ?? [])];
    const known = types.filter((type) => !shapes.isOpen(type));
    if (known.length > 0) checkType(name, definition, known);
    else checked.open.push(`types.${name}`);
  }
  for (const [path, found] of options) {
    const at = path === 'retries' ? model.retries!.option! : '';
    const isStated = path !== 'retries' && model.timeouts?.[path.split('.')[1]!]?.source !== undefined;
    const what = path === 'retries' ? `no ${at} in the options of any call or client.` : 'no such option in any call or client that names it.';
    note(path, best(found), what, isStated);
  }
  return checked;
}
