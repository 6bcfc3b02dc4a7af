import type { Call, Callback, Export, LibraryModel, TypeModel, TypeRef } from '../../../src/models/model.js';

/** Code that makes a call of a row. */
export interface Sample {
  /** Path of the row in the model. */
  row: string;
  call: Call;
  /** The export that the code begins with. */
  root: string;
  /** A declaration that the statement needs. */
  before: string;
  /** The statement. `ROOT` stands for the export. */
  code: string;
  /** How the value is written that the call is made of, and the call without it. */
  way: Way;
  expression: string;
}

/** How a value is written: `prefix` and `suffix` stand round the statement, `base` is the value itself. */
export interface Way {
  root: string;
  before: string;
  prefix: string;
  base: string;
  suffix: string;
}

/** Code for every row of a model that its exports lead to; `ROOT` stands for an export. */
export function samplesOf(model: LibraryModel): Sample[] {
  const samples: Sample[] = [];
  const ways = new Map<string, Way>();
  const pending: string[] = [];

  function reach(ref: TypeRef | null | undefined, way: Way, self?: string): void {
    if (!ref || ref === 'error' || ref === 'this') return;
    const isList = ref.endsWith('[]');
    const plain = isList ? ref.slice(0, -2) : ref;
    const name = plain === 'self' ? self : plain;
    if (!name || ways.has(name) || !Object.hasOwn(model.types, name)) return;
    ways.set(name, isList ? { ...way, base: `${way.base}[0]` } : way);
    pending.push(name);
  }

  function add(row: string, call: Call, way: Way, expression: string, self?: string): void {
    const { root, before, prefix, base, suffix } = way;
    samples.push({ row, call, root, before, code: `${prefix}${base}${expression}${suffix};`, way, expression });
    const returned = model.types[call.returns?.replace(/\[\]$/, '') ?? ''];
    const result = returned?.awaited ? `${base}${expression}` : `(await ${base}${expression})`;
    reach(call.returns, { ...way, base: result }, self);
    const callee = expression.slice(0, -')'.length);
    for (const callback of call.callbacks ?? []) inside(callback, way, callee, call.eventAt ? `'event'` : 'undefined');
    for (const [names, event] of Object.entries(call.events ?? {})) {
      for (const callback of event.callbacks ?? []) inside(callback, way, callee, `'${names.split('|')[0]}'`);
    }
  }

  /** The parameters of a callback are reached by a function that is written into the call. */
  function inside({ at, params = [], arity }: Callback, way: Way, callee: string, filler: string): void {
    const match = /^Argument\[(\d+|last|rest)\]((?:\.[\w$*]+)*)$/.exec(at);
    if (!match) return;
    const position = /^\d+$/.test(match[1]!) ? Number(match[1]) : 0;
    const keys = match[2]!.split('.').filter(Boolean).map((key) => (key === '*' ? 'any' : key));
    for (const [index, ref] of params.entries()) {
      const names = Array.from({ length: arity ?? index + 1 }, (_, parameter) => `p${parameter}`);
      const before = [...Array.from({ length: position }, () => filler), keys.map((key) => `{ ${key}: `).join('')].join(', ');
      reach(ref, {
        ...way,
        prefix: `${way.prefix}${way.base}${callee}${before}async (${names.join(', ')}) => { `,
        base: `p${index}`,
        suffix: ` }${' }'.repeat(keys.length)})${way.suffix}`,
      });
    }
  }

  function visitExport(path: string, entry: Export, way: Way, expression: string): void {
    if (entry.instance) reach(entry.instance, { ...way, base: `${way.base}${expression}` });
    if (entry.class) reach(entry.class, { ...way, base: `new ${way.base}${expression}()` });
    if (entry.function) add(`${path}.function`, entry.function, way, `${expression}()`);
    for (const [name, call] of Object.entries(entry.statics ?? {})) add(`${path}.statics.${name}`, call, way, `${expression}.${name}()`);
    if (entry.type) reach(entry.type, { ...way, before: `declare const declared: ROOT${expression};`, base: 'declared' });
    if (typeof entry.namespace === 'object') {
      for (const [name, inner] of Object.entries(entry.namespace)) visitExport(`${path}.${name}`, inner, way, `${expression}.${name}`);
    }
  }

  function visitType(name: string, type: TypeModel, way: Way): void {
    if (type.call) add(`types.${name}.call`, type.call, way, '()', name);
    for (const [names, call] of Object.entries(type.members ?? {})) {
      for (const member of names.split('|')) {
        const written = member === '*' ? 'anythingElse' : member.replace(/\*$/, 'Something');
        add(`types.${name}.members.${member}`, call, way, `.${written}()`, name);
      }
    }
    for (const [names, ref] of Object.entries(type.properties ?? {})) {
      const property = names.split('|')[0]!.replace(/\*$/, 'something');
      reach(ref, { ...way, base: `${way.base}.${property}` }, name);
    }
    if (type.constructs) reach(type.constructs, { ...way, base: `new (${way.base})()` });
    if (type.extends) reach(type.extends, way);
  }

  for (const [name, entry] of Object.entries(model.exports)) {
    visitExport(`exports.${name}`, entry, { root: name, before: '', prefix: '', base: 'ROOT', suffix: '' }, '');
  }
  for (let name = pending.shift(); name !== undefined; name = pending.shift()) visitType(name, model.types[name]!, ways.get(name)!);
  return samples;
}
