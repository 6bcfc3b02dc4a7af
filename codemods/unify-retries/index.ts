import { existsSync } from 'node:fs';
import { join, parse } from 'node:path';
import rule, { type RetryEvidence } from '../../rules/no-unsafe-retry.js';
import type { Fault } from '../../src/analysis/retries/faults.js';
import { bindingOf, moduleOf, referencesOf, type Module } from '../../src/analysis/project/module.js';
import { forEachChild, isInside, parentOf, unwrap, type Node } from '../../src/analysis/project/ast.js';
import type { Codemod, Plan, PlanFile, PlanInput } from '../../src/codemod/codemod.js';
import { narrowedOutside } from '../../src/codemod/narrowed.js';
import { placeOfModule, type ModulePlace } from '../../src/codemod/place.js';
import { UserError } from '../../src/codemod/user-error.js';
import type { Edit } from '../../src/edit/edit.js';
import { conflict } from '../../src/edit/apply.js';
import { removeItem } from '../../src/edit/list.js';
import { addImports } from '../../src/edit/imports.js';
import { relativeSpecifier } from '../../src/edit/modules.js';
import { styleOf, type Style } from '../../src/edit/style.js';
import { indentAt, lineStart } from '../../src/edit/trivia.js';
import type { Finding } from '../../src/finding.js';
import { libraryRetry, type LibraryRetry } from './library.js';
import { retryLoop, type Declined, type RetryLoop } from './loop.js';
import { retryModule } from './module.js';

const EXPORTED = 'retried';

const codemod: Codemod = {
  name: 'unify-retries',
  summary: 'Hand retry loops over to one policy: growing delays with chance in them, only for failures that may pass',
  rule: rule.definition.name,
  ruleOptions: { growth: true, jitter: true, filter: true },
  options: [
    { flag: 'policy', type: 'string', default: '', description: "Path of the module with the policy in the package; lib/resilience/retry in the source folder where it isn't given" },
    { flag: 'first-delay-ms', type: 'number', default: 200, description: 'Delay before the second attempt in milliseconds, before chance' },
    { flag: 'max-delay-ms', type: 'number', default: 5_000, description: 'The longest delay between two attempts in milliseconds' },
  ],

  async plan(input) {
    const plan: Plan = { edits: new Map(), create: new Map(), dependencies: {}, declined: [] };
    const limits = { firstDelayMs: Number(input.options['firstDelayMs']), maxDelayMs: Number(input.options['maxDelayMs']) };
    if (!(limits.firstDelayMs > 0 && limits.maxDelayMs >= limits.firstDelayMs)) throw new UserError('--first-delay-ms takes a number above 0, and --max-delay-ms one that is not smaller.');
    const sites = input.files.map((file) => ({ file, ...retriesIn(file, plan) })).filter(({ loops, calls }) => loops.length + calls.length > 0);
    if (sites.length === 0) return plan;

    const place = presentModule(placeOfModule(input, sites.map(({ file }) => file), 'retry', 'policy'));
    for (const { file, loops, calls } of sites) plan.edits.set(file.path, editsOf(file, loops, calls, place.path, input));
    if (existsSync(place.path)) {
      const present = await input.open(place.path);
      if (!present?.text.includes(EXPORTED)) throw new UserError(`${place.path} is no retry module of this codemod. Choose another place with --policy <path>.`);
      const lacksChoice = sites.some(({ calls }) => calls.some(({ chooses }) => chooses)) && !present.text.includes('retryIf');
      if (lacksChoice) throw new UserError(`${place.path} takes no \`retryIf\`, as that of an earlier version. Add it, or choose another place with --policy <path>.`);
    } else plan.create.set(place.path, retryModule(place, limits, input.style));
    plan.dependencies = { cockatiel: '^3.2.1' };
    return plan;
  },
};

export default codemod;

/** The module that is there already, whatever it is written in. */
function presentModule(place: ModulePlace): ModulePlace {
  const { dir, name } = parse(place.path);
  const present = ['ts', 'js', 'mts', 'mjs', 'cts', 'cjs'].map((extension) => join(dir, `${name}.${extension}`)).find((path) => existsSync(path));
  return present === undefined ? place : { ...place, path: present };
}

interface Retries {
  loops: RetryLoop[];
  calls: LibraryRetry[];
}

function retriesIn(file: PlanFile, { declined }: Plan): Retries {
  const { module } = file.analysis;
  const found: Retries = { loops: [], calls: [] };
  for (const finding of file.findings) {
    const retry = retryOf(file, finding);
    const decline = (reason: string) => declined.push({ path: file.path, line: module.lineOf(finding.start), reason });
    if ('reason' in retry) {
      decline(retry.reason);
      continue;
    }
    const node = nodeOf(retry);
    const isInTheWay = [...found.loops, ...found.calls].map(nodeOf).some((other) => isInside(node, other) || isInside(other, node));
    if (isInTheWay) decline('Another change of this run is in the same place: run it again.');
    else if ('call' in retry) found.calls.push(retry);
    else found.loops.push(retry);
  }
  return found;
}

function nodeOf(retry: RetryLoop | LibraryRetry): Node {
  return 'call' in retry ? retry.call : retry.loop;
}

/** Faults that no other way to try again mends. */
const REASONS: Partial<Record<Fault['kind'], string>> = {
  repeatedWrite: 'It sends a write again, which may have been done: send an idempotency key first.',
  nested: 'What it tries is tried again inside already: leave one of the two.',
  unbounded: 'It has no end: how often it may try is for you to say.',
};

function retryOf(file: PlanFile, finding: Finding): RetryLoop | LibraryRetry | Declined {
  const { retry, faults } = finding.evidence as Partial<RetryEvidence>;
  if (!retry || !faults) return { reason: 'It is an option of a library: take the delay from the error there.' };
  for (const { kind } of faults) if (REASONS[kind]) return { reason: REASONS[kind] };
  const { module, project } = file.analysis;
  if (retry.library !== null) return libraryRetry(project, retry.node, retry.library);
  if (retry.node.type === 'TryStatement') return { reason: 'It calls itself to try again: make it a loop that counts, and run this again.' };
  const loop = retryLoop(module, retry.node);
  if ('reason' in loop) return loop;
  const parts = 'statements' in loop.work ? loop.work.statements : [loop.work.expression];
  const narrowed = /\.[cm]?tsx?$/.test(file.path) ? parts.map((part) => narrowedOutside(part, parentOf(part)?.type === 'BlockStatement' ? parentOf(part)! : part)).find((name) => name !== null) : null;
  if (narrowed) return { reason: `The type of \`${narrowed}\` is narrowed outside of the loop, which TypeScript forgets in a callback. Put it into a constant first.` };
  return loop;
}

function editsOf({ path, analysis: { module } }: PlanFile, loops: readonly RetryLoop[], calls: readonly LibraryRetry[], policy: string, input: PlanInput): Edit[] {
  const style = styleOf(module, input.style);
  const { names, edits } = addImports(module, [{ from: relativeSpecifier(path, policy, style.importExtensions), name: EXPORTED }], style);
  const planned = [...edits];
  for (const loop of loops) {
    const own = [{ start: loop.loop.start, end: loop.loop.end, text: print(loop, names[0]!, style) }, ...loop.removed.map((node) => withoutLine(node, module.text))];
    if (!own.some((edit) => planned.some((other) => conflict(edit, other)))) planned.push(...own);
  }
  for (const call of calls) planned.push(...call.edits(names[0]!, style));
  return [...planned, ...(loops.length > 0 ? unusedHelpers(loops) : []), ...unusedLibraries(module, calls)];
}

/** Imports of libraries that nothing calls any more. */
function unusedLibraries(module: Module, calls: readonly LibraryRetry[]): Edit[] {
  const callees = calls.map(({ call }) => unwrap(call.callee));
  const bindings = new Set(callees.flatMap((callee) => (callee.type === 'Identifier' ? (bindingOf(module, callee) ?? []) : [])));
  return [...bindings].flatMap((binding): Edit[] => {
    const holder = binding.declarations.length === 1 ? holderOf(binding.declarations[0]!) : null;
    const isUnused = referencesOf(module, binding).every((use) => callees.includes(use));
    return holder && isUnused ? [withoutLine(holder, module.text)] : [];
  });
}

/** The statement that only binds a name: `import retry from 'async-retry'`, `const retry = require('async-retry')`. */
function holderOf(declared: Node): Node | null {
  const specifier = declared.type === 'Identifier' ? parentOf(declared) : declared;
  const statement = specifier && parentOf(specifier);
  if (statement?.type === 'ImportDeclaration') return statement.specifiers.length === 1 ? statement : null;
  const isAlone = specifier?.type === 'VariableDeclarator' && statement?.type === 'VariableDeclaration' && statement.declarations.length === 1;
  return isAlone ? statement : null;
}

/** Imports and constants of the file that nothing uses but the loops, as what made them wait. */
function unusedHelpers(loops: readonly RetryLoop[]): Edit[] {
  const module = moduleOf(loops[0]!.loop);
  const stays = ({ work, noted }: RetryLoop) => ('statements' in work ? [...work.statements, ...noted] : [work.expression, ...noted]);
  const isGone = (use: Node) => loops.some((loop) => isInside(use, loop.loop) && !stays(loop).some((part) => isInside(use, part)));
  const bindings = new Set(module.identifiers.filter((use) => isGone(use)).map((use) => bindingOf(module, use)));
  return [...bindings].flatMap((binding): Edit[] => {
    const declared = binding?.declarations[0];
    if (!binding || !declared || binding.declarations.length > 1 || binding.writes.length > 0 || !referencesOf(module, binding).every(isGone)) return [];
    if (loops.some(({ loop, removed }) => isInside(declared, loop) || removed.some((node) => isInside(declared, node)))) return [];
    const holder = declared.type === 'Identifier' ? parentOf(declared) : declared;
    if (holder?.type === 'ImportSpecifier' || holder?.type === 'ImportDefaultSpecifier') {
      const statement = parentOf(holder)!;
      if (statement.type !== 'ImportDeclaration') return [];
      if (statement.specifiers.length === 1) return [withoutLine(statement, module.text)];
      if (statement.specifiers.some(({ type }) => type !== 'ImportSpecifier')) return [];
      const close = module.text.indexOf('}', statement.specifiers.at(-1)!.end);
      const open = module.text.lastIndexOf('{', statement.specifiers[0]!.start);
      return [removeItem({ open, close, items: statement.specifiers }, statement.specifiers.indexOf(holder))];
    }
    const declaration = holder?.type === 'VariableDeclarator' ? parentOf(holder) : holder?.type === 'FunctionDeclaration' ? holder : null;
    const isAlone = declaration?.type === 'FunctionDeclaration' || (declaration?.type === 'VariableDeclaration' && declaration.declarations.length === 1);
    // What is exported may be used elsewhere, and what is required may do more than to give something.
    if (!declaration || !isAlone || parentOf(declaration)?.type === 'ExportNamedDeclaration' || !WAITS.test(binding.name)) return [];
    return [withoutLine(declaration, module.text)];
  });
}

/** Names of helpers that only wait. */
const WAITS = /^(?:sleep|delay|wait|pause|backoff|\w*(?:_DELAY|_?DELAY_MS|Delay|DelayMs))$/i;

/** `return await retried(async () => { … }, { attempts: 3 });` */
function print(loop: RetryLoop, retried: string, style: Style): string {
  const module = moduleOf(loop.loop);
  const { text } = module;
  const indent = indentAt(text, loop.loop.start);
  const end = style.semicolons ? ';' : '';
  const work =
    'expression' in loop.work ? `() => ${text.slice(loop.work.expression.start, loop.work.expression.end)}`
    : `async () => {${moved(parentOf(loop.work.statements[0]!)!, indent, style, text)}${indent}}`;
  const attempts = `attempts: ${loop.attempts}`;
  const noted = loop.noted.map((statement) => rewritten(loop, statement, text));
  const usesCounter = loop.noted.some((statement) => usesOf(loop, statement).length > 0);
  const parameters = `${errorParameter(loop, text)}${usesCounter ? `, ${loop.counter.name}` : ''}`;
  const line = `${style.lineEnd}${indent}${style.indent}`;
  const listener = noted.length === 0 ? '' : `${line}onRetry: (${parameters}) => {${noted.map((each) => `${line}${style.indent}${each}`).join('')}${line}},`;
  const options = noted.length === 0 ? `{ ${attempts} }` : `{${line}${attempts},${listener}${style.lineEnd}${indent}}`;
  const begin = loop.target === null ? 'return await ' : `${loop.target}await `;
  return `${begin}${retried}(${work}, ${options})${end}`;
}

function errorParameter(loop: RetryLoop, text: string): string {
  const statement = parentOf(loop.noted[0] ?? loop.loop);
  const handler = statement && parentOf(statement);
  const parameter = handler?.type === 'CatchClause' ? handler.param : null;
  return parameter ? text.slice(parameter.start, parameter.end) : '_error';
}

function usesOf({ counter }: RetryLoop, statement: Node): Node[] {
  return referencesOf(moduleOf(statement), counter).filter((use) => isInside(use, statement));
}

/** A log line whose attempts count from 1, as the policy's do. */
function rewritten(loop: RetryLoop, statement: Node, text: string): string {
  let result = text.slice(statement.start, statement.end);
  if (loop.first === 1) return result;
  for (const use of usesOf(loop, statement).toReversed()) {
    const sum = parentOf(use);
    const isNext = sum?.type === 'BinaryExpression' && sum.operator === '+' && sum.right.type === 'Literal' && sum.right.value === 1;
    const replaced = isNext ? sum : use;
    const isAlone = ['TemplateLiteral', 'CallExpression', 'Property'].includes(parentOf(replaced)?.type ?? '');
    const name = isNext ? loop.counter.name : isAlone ? `${loop.counter.name} - 1` : `(${loop.counter.name} - 1)`;
    const holder = parentOf(replaced);
    if (isNext && holder?.type === 'Property' && holder.key.type === 'Identifier' && holder.key.name === name) {
      result = result.slice(0, holder.start - statement.start) + name + result.slice(holder.end - statement.start);
      continue;
    }
    const isShorthand = parentOf(replaced)?.type === 'Property' && (parentOf(replaced) as { shorthand?: boolean }).shorthand === true;
    result = result.slice(0, replaced.start - statement.start) + (isShorthand ? `${loop.counter.name}: ${name}` : name) + result.slice(replaced.end - statement.start);
  }
  return result;
}

/** The inside of a block, for a place that is indented less. Lines of template literals keep what they begin with. */
function moved(block: Node, outer: string, style: Style, text: string): string {
  const inside = text.slice(block.start + 1, block.end - 1);
  const inner = outer + style.indent;
  const present = /\n([ \t]*)\S/.exec(inside)?.[1] ?? '';
  const body = inside.replace(/[ \t]*$/, '');
  if (!present.startsWith(inner) || hasLongTemplate(block)) return body;
  return body.split('\n').map((line, index) => (index > 0 && line.startsWith(present) ? inner + line.slice(present.length) : line)).join('\n');
}

function hasLongTemplate(node: Node): boolean {
  let found = node.type === 'TemplateLiteral' && node.quasis.some((quasi) => quasi.value.raw.includes('\n'));
  forEachChild(node, (child) => (found ||= hasLongTemplate(child)));
  return found;
}

/** A statement with its line. */
function withoutLine({ start, end }: Node, text: string): Edit {
  const from = lineStart(text, start);
  const next = text.indexOf('\n', end);
  const isOwn = next !== -1 && text.slice(from, start).trim() === '' && text.slice(end, next).trim() === '';
  if (!isOwn) return { start, end, text: '' };
  // Of the blank lines round it one stays.
  const blank = /^[ \t]*\r?\n/.exec(text.slice(next + 1))?.[0] ?? '';
  const isBetween = blank !== '' && /\n[ \t]*\r?\n$/.test(text.slice(0, from));
  return { start: from, end: next + 1 + (isBetween ? blank.length : 0), text: '' };
}
