import rule, { type OffsetEvidence } from '../../rules/no-offset-pagination.js';
import { callAt, type ResolvedCall } from '../../src/analysis/calls.js';
import { enclosingFunction, parentOf, type Node } from '../../src/analysis/project/ast.js';
import type { Project } from '../../src/analysis/project/project.js';
import { factsOf } from '../../src/analysis/queries/clauses.js';
import type { Codemod, Plan, PlanFile } from '../../src/codemod/codemod.js';
import { findGenerated, printGenerated } from '../../src/codemod/generated.js';
import { UserError } from '../../src/codemod/user-error.js';
import { conflict } from '../../src/edit/apply.js';
import type { Edit } from '../../src/edit/edit.js';
import { addImports, type ImportRequest } from '../../src/edit/imports.js';
import { relativeSpecifier } from '../../src/edit/modules.js';
import { freeName } from '../../src/edit/names.js';
import { insertBefore, statementInsertion } from '../../src/edit/places.js';
import { commonStyle, styleOf, type Style } from '../../src/edit/style.js';
import { lineStart } from '../../src/edit/trivia.js';
import { linkForm, operatorForm } from './builder.js';
import { printCursors } from './cursor.js';
import type { Form, PageForm } from './form.js';
import { cursorForm } from './cursor-form.js';
import { webPage } from './web.js';
import { handlerEdits, handlerPage, helpersFor, notHere, type HandlerPage, type Helpers } from './handler.js';
import { keyOf, type KeyColumn, type Ordered } from './key.js';
import { pagingLoop, type Declined, type PagingLoop } from './loop.js';
import { optionsForm } from './options.js';
import { sqlForm } from './sql.js';

const codemod: Codemod = {
  name: 'keyset-pagination',
  summary: 'Let loops that read a list page by page go on behind the last key, in place of an offset',
  rule: rule.definition.name,
  ruleOptions: { everywhere: true },
  options: [
    {
      flag: 'key',
      type: 'string',
      default: 'id',
      description: 'Column that is unique and never null in each table that the project does not describe',
    },
    { flag: 'parameter', type: 'string', default: 'after', description: 'Name of the parameter by which a request may name the place that it goes on behind' },
    { flag: 'module', type: 'string', default: '', description: "Path of the module that reads and writes cursors; lib/resilience/cursor in the source folder where it isn't given" },
  ],

  async plan(input) {
    const { files, options, style } = input;
    const plan: Plan = { edits: new Map(), create: new Map(), dependencies: {}, declined: [] };
    const parameter = String(options['parameter']);
    if (!/^[a-z_$][\w$]*$/i.test(parameter)) throw new UserError('--parameter takes a name.');
    const found = new Map(files.map((file) => [file, file.findings.map((finding) => pageAt(file, finding.evidence as OffsetEvidence, String(options['key']), parameter))]));
    const handlers = [...found].filter(([, pages]) => pages.some((page) => 'handler' in page)).map(([file]) => file);
    const cursors = handlers.length > 0 ? await findGenerated(input, handlers, 'cursor', 'readCursor') : null;
    for (const file of files) {
      const { module } = file.analysis;
      const planned: Edit[] = [];
      const pages: (Page | RequestedPage)[] = [];
      for (const [index, finding] of file.findings.entries()) {
        const page = found.get(file)![index]!;
        const isOld = 'handler' in page && cursors?.file && helpersFor(page.handler).some((name) => !cursors.file!.text.includes(name));
        if (isOld) plan.declined.push({ path: file.path, line: module.lineOf(finding.start), reason: `\`${cursors.path}\` is of an older version: remove it and run this again.` });
        else if ('reason' in page) plan.declined.push({ path: file.path, line: module.lineOf(finding.start), reason: page.reason });
        else pages.push(page);
      }
      const own = styleOf(module, style);
      const requests = pages.flatMap((page) => [...page.requests, ...('handler' in page ? helpersFor(page.handler).map((name) => ({ from: relativeSpecifier(file.path, cursors!.path, own.importExtensions), name })) : [])]);
      const imports = requests.length > 0 ? addImports(module, requests, own) : { names: [], edits: [] };
      const taken = new Map<Node | null, Set<string>>();
      for (const page of pages) {
        const imported = page.requests.map((request) => imports.names[requests.indexOf(request)]!);
        const helper = (name: keyof Helpers) => imports.names[requests.findIndex((request) => request.name === name)]!;
        const edits =
          'handler' in page ?
            handlerEdits(page.handler, page.form, page.key, imported, { readCursor: helper('readCursor'), nextCursor: helper('nextCursor'), tellNext: helper('tellNext'), cursorHeaders: helper('cursorHeaders') }, namesIn(taken, page.handler.reading), own)
          : editsFor(page, imported, namesIn(taken, page.loop.loop), own);
        if (!planned.some((edit) => edits.some((other) => conflict(edit, other)))) planned.push(...edits);
        else plan.declined.push({ path: file.path, line: module.lineOf(('handler' in page ? page.handler.reading : page.loop.node).start), reason: 'Another change of this run is in the same place: run it again.' });
      }
      if (planned.length > 0) plan.edits.set(file.path, [...imports.edits, ...planned]);
    }
    if (cursors && !cursors.file) plan.create.set(cursors.path, printGenerated(cursors, printCursors(), commonStyle(handlers.map(({ analysis }) => analysis.module), style)));
    return plan;
  },
};

export default codemod;

/** The names that were given in a function already. */
function namesIn(taken: Map<Node | null, Set<string>>, loop: Node): Set<string> {
  const fn = enclosingFunction(loop);
  const names = taken.get(fn) ?? new Set();
  taken.set(fn, names);
  return names;
}

interface Page {
  form: Form;
  loop: PagingLoop;
  key: KeyColumn[];
  requests: ImportRequest[];
}

/** A page that a request asks for by its number. */
interface RequestedPage {
  form: Form;
  handler: HandlerPage;
  key: KeyColumn[];
  requests: ImportRequest[];
}

/** Types that a cursor carries. */
const CARRIED = /^(?:number|string|Date|string \| number)$/;

/** The page of a request, where the read goes on behind one in the words of its library. */
function requestedPage(project: Project, call: ResolvedCall, form: PageForm, parameter: string): HandlerPage | Declined {
  return webPage(project, call, form, parameter) ?? handlerPage(project, call, form, parameter);
}

function pageAt({ analysis: { project } }: PlanFile, { call: found, offset }: OffsetEvidence, assumed: string, parameter: string): Page | RequestedPage | Declined {
  const call = wholeCall(project, found);
  const form = formOf(project, call, null);
  const byKey = pageByKey(project, call, offset, form, assumed, parameter);
  if (!('reason' in byKey) && (!('handler' in byKey) || byKey.key.length === 1)) return byKey;
  // A library's own cursor takes any order and any filter, and is shorter than a comparison with two columns.
  const cursor = cursorForm(project, call, assumed);
  if (!cursor) return byKey;
  const isOutside = 'reason' in byKey && /from outside/.test(byKey.reason);
  const handler = requestedPage(project, call, 'reason' in cursor ? { offset, limit: null, resultKey: null } : cursor.form, parameter);
  if ('reason' in handler) return isOutside ? handler : byKey;
  if ('reason' in cursor) return 'reason' in byKey ? cursor : byKey;
  return { form: cursor.form, handler, key: cursor.key, requests: [] };
}

function pageByKey(project: Project, call: ResolvedCall, offset: Node, form: Form | Declined, assumed: string, parameter: string): Page | RequestedPage | Declined {
  // Whether the number comes from outside matters most, whatever else is unusual.
  const first = pagingLoop(project, call, 'reason' in form ? offset : form.offset, null, null);
  if ('reason' in form && 'reason' in first && /from outside/.test(first.reason) && offset.type !== 'Literal' && offset.type !== 'TemplateLiteral') return notHere(enclosingFunction(call.node));
  if ('reason' in form) return form;
  const loop = pagingLoop(project, call, form.offset, form.limit, form.resultKey);
  const handler = 'reason' in loop && /from outside/.test(loop.reason) ? requestedPage(project, call, form, parameter) : null;
  if (handler && 'reason' in handler) return handler;
  if ('reason' in loop && !handler) return loop;
  const ordered = orderedByKey(project, call, form, assumed);
  if ('reason' in ordered) return ordered;
  const { form: whole, key } = ordered;
  if (handler) {
    const odd = key.find(({ type }) => !CARRIED.test(type));
    return odd ? { reason: `A cursor can't carry \`${odd.name}\`.` } : { form: whole, handler, key, requests: whole.imports?.(key) ?? [] };
  }
  if ('reason' in loop) return loop;
  return { form: whole, loop, key, requests: whole.imports?.(key) ?? [] };
}

/**
 * A read with an order in which each row has one place: its own, or that with the key as its last column. What was in order stays in
 * order by that; rows of the same value only get one among them.
 */
function orderedByKey(project: Project, call: ResolvedCall, form: Form, assumed: string): { form: Form; key: KeyColumn[] } | Declined {
  const key = keyOf(project, call, form.order, assumed);
  if (!('reason' in key)) return { form, key };
  if (form.order.some(({ name }) => name === assumed)) return key;
  const whole = formOf(project, call, { name: assumed, descending: form.order.at(-1)?.descending ?? false });
  const longer = 'reason' in whole ? whole : keyOf(project, call, whole.order, assumed);
  return 'reason' in whole || 'reason' in longer ? key : { form: whole, key: longer };
}

/** The query that a link of a builder is part of. */
function wholeCall(project: Project, call: ResolvedCall): ResolvedCall {
  let node = call.node;
  for (let member = parentOf(node); member?.type === 'MemberExpression' && member.object === node; member = parentOf(node)) {
    const next = parentOf(member);
    if (next?.type !== 'CallExpression' || next.callee !== member) break;
    node = next;
  }
  return node === call.node ? call : (callAt(project, node) ?? call);
}

/** How a library's read goes on behind a key, by the form that its model has for that. */
function formOf(project: Project, call: ResolvedCall, extra: Ordered | null): Form | Declined {
  const keyset = call.target.model.keyset ?? '';
  if (factsOf(project, call).sql) return /\$1/.test(keyset) ? sqlForm(project, call, extra) : { reason: `It is not known how \`${call.library}\` passes a key to a statement.` };
  if (/^where\('id', '>'/.test(keyset)) return linkForm(project, call, extra);
  if (/^where\(\w+\(table\.id/.test(keyset) && call.call.options === undefined) return operatorForm(project, call, extra);
  if (/^\w+\(\{ where: \{ id: /.test(keyset) && call.call.clauses?.offset) return optionsForm(project, call, extra);
  return { reason: `It is not known how \`${call.library}\` goes on behind a key.` };
}

function editsFor({ form, loop, key }: Page, imported: readonly string[], taken: Set<string>, style: Style): Edit[] {
  const { module, counter, step, reading, rows } = loop;
  const end = style.semicolons ? ';' : '';
  const isTyped = /\.[cm]?tsx?$/.test(module.path);
  const names = key.map(({ name }) => {
    const free = freeName(module.program, `last${camelCase(name)}`, taken);
    taken.add(free);
    return free;
  });
  const declarations = key.map((column, index) => `let ${names[index]!}${isTyped ? `: ${form.typeOf?.(column) ?? column.type} | undefined` : ''}${end}`);
  const steps = key.map(({ name }, index) => `${names[index]!} = ${rows}[${rows}.length - 1]?.${name} ?? ${names[index]!}${end}`);
  const edits = form.edits(key, names, imported);

  const round = loop.loop;
  const isUpdate = round.type === 'ForStatement' && round.update === step;
  const declaration = parentOf(counter)!;
  const isInHead = round.type === 'ForStatement' && round.init === declaration;
  const isAlone = declaration.type === 'VariableDeclaration' && declaration.declarations.length === 1;
  const isReplaced = !loop.isKept && isAlone;
  if (isReplaced && isInHead && isUpdate) {
    const test = round.test ? `while (${module.text.slice(round.test.start, round.test.end)}) ` : 'for (;;) ';
    edits.push({ start: round.start, end: round.body.start, text: indented([...declarations, test], module.text, round, style) });
  } else if (isReplaced && !isInHead && !isUpdate) {
    edits.push({ start: declaration.start, end: declaration.end, text: indented(declarations, module.text, declaration, style) });
  } else edits.push(insertBefore(module, round, declarations.join(style.lineEnd), style));

  if (isReplaced && !isUpdate && !isInHead) edits.push({ start: step.start, end: step.end, text: indented(steps, module.text, step, style) });
  else edits.push(statementInsertion(module, isUpdate ? reading : step, steps.join(style.lineEnd), style));

  for (const statement of loop.between) edits.push(withoutLine(statement, module.text));
  return edits;
}

function indented(lines: readonly string[], text: string, statement: Node, style: Style): string {
  const indent = /^[ \t]*/.exec(text.slice(lineStart(text, statement.start)))![0];
  return lines.join(style.lineEnd + indent);
}

/** A statement with its line. */
function withoutLine({ start, end }: Node, text: string): Edit {
  const from = lineStart(text, start);
  const next = text.indexOf('\n', end);
  const isOwn = text.slice(from, start).trim() === '' && text.slice(end, next).trim() === '' && next !== -1;
  return isOwn ? { start: from, end: next + 1, text: '' } : { start, end, text: '' };
}

function camelCase(name: string): string {
  const camel = name.replace(/_+([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return camel.charAt(0).toUpperCase() + camel.slice(1);
}
