import type { Call, LibraryModel } from '../../models/model.js';
import { callAt, type ResolvedCall } from '../calls.js';
import { memberName, unwrap, type IdentifierNode } from '../project/ast.js';
import { bindingOf, nodesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import type { ModelIndex } from '../values/model-index.js';
import { holds } from '../values/model-parts.js';

/** What has to do with a process's life, by the names under which it is called. */
interface Words {
  /** Matches the text of every file that can have such a call. */
  patterns: Record<Kind, RegExp>;
  names: Record<Kind, ReadonlySet<string>>;
}

/**
 * Kinds of calls: that take work, make something that lives as long as the process, open it, end it, register what runs at
 * shutdown, or register a job that repeats.
 */
export type Kind = 'take' | 'make' | 'open' | 'end' | 'stop' | 'repeat';

interface Row {
  /** Whether the name needs no import. */
  isGlobal: boolean;
  names: string[];
  call: Call;
  isMember: boolean;
  /** It gives something that lives as long as the process. */
  makes: boolean;
}

const KINDS: Record<Kind, (row: Row) => boolean> = {
  take: ({ call }) => call.concept === 'listen' || call.concept === 'consume',
  make: ({ makes }) => makes,
  open: ({ call }) => call.concept === 'connect',
  end: ({ call }) => call.concept === 'close',
  stop: ({ call }) => call.concept === 'shutdown' || shutdownEvents(call).length > 0,
  repeat: ({ call }) => call.concept === 'schedule' && call.repeats === true,
};

const known = new WeakMap<ModelIndex, Words>();

function wordsOf({ models }: Project): Words {
  let words = known.get(models);
  if (!words) known.set(models, (words = collect(models)));
  return words;
}

/** Matches the text of every file that can have calls of a kind: it imports a library that has them, or names them. */
export function patternOf(project: Project, kind: Kind): RegExp {
  return wordsOf(project).patterns[kind];
}

/** The library calls of a module that may be of some kinds, told by their names: cheaper than asking what every call is. */
export function callsOfKind(project: Project, module: Module, ...kinds: Kind[]): ResolvedCall[] {
  const { names } = wordsOf(project);
  const found: ResolvedCall[] = [];
  for (const node of nodesOf(module, 'CallExpression', 'NewExpression')) {
    const callee = unwrap(node.callee);
    const isNamed = (name: string | null) => name !== null && kinds.some((kind) => names[kind].has(name));
    // `require('knex')(options)` has a call for a name.
    const isCandidate =
      callee.type === 'MemberExpression' ? node.type === 'NewExpression' || isNamed(memberName(callee))
      : callee.type === 'Identifier' ? isNamed(callee.name) || !isOwn(project, module, callee)
      : true;
    const call = isCandidate ? callAt(project, node) : null;
    if (call) found.push(call);
  }
  return found;
}

/** Whether a name is a function or a class of the project: its own, or imported from another of its files. */
function isOwn(project: Project, module: Module, name: IdentifierNode): boolean {
  const binding = bindingOf(module, name);
  if (binding?.import) return project.resolver.resolve(module.path, binding.import.source).kind === 'file';
  return binding?.kind === 'function';
}

function collect(models: ModelIndex): Words {
  const rows = models.all.flatMap((model) => {
    const row = (isMember: boolean) => ([names, call]: [string, Call]): Row => {
      const makes = call.returns !== undefined && models.type(model, call.returns)?.type.lifecycle !== undefined;
      return { isGlobal: model.package === 'global', names: names.split('|'), call, isMember, makes };
    };
    return [
      ...Object.values(model.types).flatMap(({ members = {} }) => Object.entries(members).map(row(true))),
      ...Object.entries(model.exports).flatMap(([name, { function: call, statics = {} }]) =>
        [...(call ? [[name, call] as [string, Call]] : []), ...Object.entries(statics)].map(row(false)),
      ),
    ];
  });
  const kinds = Object.entries(KINDS) as [Kind, (row: Row) => boolean][];
  const names = kinds.map(([kind, matches]) => [kind, new Set(rows.filter(matches).flatMap((row) => row.names))] as const);
  const patterns = kinds.map(([kind, matches]) => [kind, compile(models, kind, rows.filter(matches))] as const);
  return { names: Object.fromEntries(names), patterns: Object.fromEntries(patterns) } as unknown as Words;
}

/** What makes a part of a model one of a kind, wherever in the model it stands. */
const PARTS: Record<Kind, (part: Readonly<Record<string, unknown>>) => boolean> = {
  take: ({ concept }) => concept === 'listen' || concept === 'consume',
  make: () => false,
  open: ({ concept }) => concept === 'connect',
  end: ({ concept }) => concept === 'close',
  stop: ({ concept }) => concept === 'shutdown',
  repeat: ({ repeats }) => repeats === true,
};

/** Concepts of members whose names say what they do: they are found without an import. */
const TELLING: ReadonlySet<unknown> = new Set(['listen', 'shutdown']);

/**
 * The names of which one stands in every file that imports a library and has calls of a kind; null where a file may do
 * without, as one that calls the default export. Empty where the library has no such calls.
 */
function namesIn(models: ModelIndex, model: LibraryModel, kind: Kind): Set<string> | null {
  const livesLong = (type: string | undefined) => kind === 'make' && type !== undefined && models.type(model, type)?.type.lifecycle !== undefined;
  const isMeant = (part: object) => holds(part, PARTS[kind]);
  const names = new Set<string>();
  for (const { members = {}, call: called = {}, construction = {} } of Object.values(model.types)) {
    if (isMeant(called) || isMeant(construction)) return null;
    for (const [name, call] of Object.entries(members)) {
      if (TELLING.has(call.concept) || (!isMeant(call) && !livesLong(call.returns))) continue;
      if (name.includes('*')) return null;
      for (const each of name.split('|')) names.add(each);
    }
  }
  const pending = Object.entries(model.exports);
  for (const [name, found] of pending) {
    if (typeof found.namespace === 'object') pending.push(...Object.entries(found.namespace));
    const { namespace: _, statics = {}, ...own } = found;
    const isMade = livesLong(found.class) || livesLong(found.function?.returns) || livesLong(found.instance);
    if (isMade || isMeant(own)) {
      if (name === 'default' || name.includes('*')) return null;
      names.add(name);
    }
    for (const [member, call] of Object.entries(statics)) if (isMeant(call) || livesLong(call.returns)) names.add(member);
  }
  return names;
}

/** Names by which code says that it stops processes, whatever library or helper of its own does it: `gracefulShutdown(server)`. */
export const STOPS = /shut_?down|graceful|terminator|lightship|stoppable|exit-?hook/i;

function compile(models: ModelIndex, kind: Kind, rows: readonly Row[]): RegExp {
  const members = rows.filter(({ call, isMember }) => isMember && TELLING.has(call.concept)).flatMap(({ names }) => names);
  const words = rows.flatMap(({ isGlobal, names, call }) => [...(isGlobal && call.repeats ? names : []), ...shutdownEvents(call)]);
  const imported = models.all.flatMap((model): string[] => {
    const names = namesIn(models, model, kind);
    if (names?.size === 0) return [];
    const specifiers = [model.package, ...(model.aliases ?? []), ...(model.generated?.specifiers ?? [])].map(escape).join('|');
    if (!names) return [`(?:${specifiers})['"/]`];
    // A name that is given another one stands in the import only: `import { Pool as Connections } from 'pg'`.
    const named = `\\b(?:${[...names].join('|')})\\b`;
    return [`(?:${specifiers})['"/](?:[^]*?${named}|(?<=${named}[^]*))`];
  });
  const parts = [
    ...(kind === 'stop' ? [STOPS.source] : []),
    ...(members.length > 0 ? [`\\.\\s*(?:${[...new Set(members)].join('|')})\\b`] : []),
    ...(words.length > 0 ? [`\\b(?:${[...new Set(words)].join('|')})\\b`] : []),
    `(?:\\bfrom|\\bimport|\\()\\s*['"](?:${imported.join('|')})`,
  ];
  return new RegExp(parts.join('|'), kind === 'stop' ? 'i' : '');
}

function shutdownEvents({ events = {} }: Call): string[] {
  return Object.entries(events).flatMap(([names, { concept }]) => (concept === 'shutdown' ? names.split('|') : []));
}

/** A specifier as a pattern; `*` in it stands for any text. */
function escape(specifier: string): string {
  return specifier.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, `[^'"\\n]*`);
}
