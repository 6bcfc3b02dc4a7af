import type { Call } from '../../models/model.js';
import { callAt, type ResolvedCall } from '../calls.js';
import { memberName, unwrap, type IdentifierNode } from '../project/ast.js';
import { bindingOf, nodesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import type { ModelIndex } from '../values/model-index.js';
import { holds } from '../values/model-parts.js';

/** What has to do with a process's life, by the names under which it is called. */
interface Words {
  /** Matches the text of every file that can have to do with it. */
  pattern: RegExp;
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

/**
 * Matches the text of every file that can have to do with a process's life: one that imports a library whose values live
 * as long as the process, listens, registers a job that repeats, or names a signal.
 */
export function lifecyclePattern(project: Project): RegExp {
  return wordsOf(project).pattern;
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
  const namesOf = (matches: (row: Row) => boolean) => new Set(rows.filter(matches).flatMap(({ names }) => names));
  const names = Object.entries(KINDS).map(([kind, matches]) => [kind, namesOf(matches)] as const);
  return { pattern: compile(models, rows, namesOf), names: Object.fromEntries(names) as unknown as Words['names'] };
}

function compile(models: ModelIndex, rows: readonly Row[], namesOf: (matches: (row: Row) => boolean) => Set<string>): RegExp {
  const members = namesOf(({ call, isMember }) => isMember && (call.concept === 'listen' || call.concept === 'shutdown'));
  const words = [...namesOf((row) => row.isGlobal && KINDS.repeat(row)), ...rows.flatMap(({ call }) => shutdownEvents(call))];
  const specifiers = models.all
    .filter(({ types, exports }) => {
      if (Object.values(types).some((type) => type.lifecycle)) return true;
      // Members that listen are found by their names.
      return holds([types, exports], ({ concept, repeats }) => concept === 'consume' || concept === 'shutdown' || repeats === true) || holds(exports, ({ concept }) => concept === 'listen');
    })
    .flatMap((model) => [model.package, ...(model.aliases ?? []), ...(model.generated?.specifiers ?? [])]);
  return new RegExp(
    `\\.\\s*(?:${[...members].join('|')})\\b|\\b(?:${[...new Set(words)].join('|')})\\b|(?:\\bfrom|\\bimport|\\()\\s*['"](?:${[...new Set(specifiers)].map(escape).join('|')})['"/]`,
  );
}

function shutdownEvents({ events = {} }: Call): string[] {
  return Object.entries(events).flatMap(([names, { concept }]) => (concept === 'shutdown' ? names.split('|') : []));
}

/** A specifier as a pattern; `*` in it stands for any text. */
function escape(specifier: string): string {
  return specifier.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, `[^'"\\n]*`);
}
