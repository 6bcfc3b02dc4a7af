import { relative, sep } from 'node:path';
import rule, { type QueryInLoopEvidence } from '../../rules/no-query-in-loop.js';
import { isInside, type FunctionNode, type IdentifierNode, type Node } from '../../src/analysis/project/ast.js';
import { bindingOf, moduleOf, referencesOf, type Module } from '../../src/analysis/project/module.js';
import type { Binding } from '../../src/analysis/project/scope.js';
import type { Codemod, Plan } from '../../src/codemod/codemod.js';
import { isGenerated } from '../../src/codemod/text.js';
import { conflict } from '../../src/edit/apply.js';
import type { Edit } from '../../src/edit/edit.js';
import { addImports, type ImportRequest } from '../../src/edit/imports.js';
import { relativeSpecifier } from '../../src/edit/modules.js';
import { freeName, namesOf } from '../../src/edit/names.js';
import { insertBefore } from '../../src/edit/places.js';
import { quote } from '../../src/edit/print.js';
import { styleOf, type Style } from '../../src/edit/style.js';
import { indentAt } from '../../src/edit/trivia.js';
import { batchOf, type Batch, type Replaced } from './batch.js';
import type { Helper } from './helper.js';
import { keysOf } from './key.js';
import { nameOfList } from './loop.js';
import { camelCase, plural } from './names.js';
import { grouped, type Printing } from './print.js';
import { withoutWaiting } from './settled.js';
import { givenFor, nounOf, siblingEdits, siblingName } from './sibling.js';
import { freeNear, outermost } from './scope.js';
import { inPlace, keptName, moved } from './site.js';

const codemod: Codemod = {
  name: 'batch-queries',
  summary: 'Turn a query per element of a loop into one query for all of them and a map',
  rule: rule.definition.name,
  options: [{ flag: 'key', type: 'string', default: 'id', description: 'Column that is unique in each table that the project does not describe' }],

  async plan({ files, style, options, packageDir, open }) {
    const plan: Plan = { edits: new Map(), create: new Map(), dependencies: {}, declined: [] };
    const work = new Work(style);
    const isOwn = ({ path, text }: Module) => !NOT_WRITTEN.test(path) && !isGenerated(text) && !relative(packageDir, path).startsWith(`..${sep}`);
    for (const file of files) {
      const { module, project } = file.analysis;
      const decline = (start: number, reason: string) => plan.declined.push({ path: file.path, line: module.lineOf(start), reason });
      for (const finding of file.findings) {
        const found = batchOf({ project, module, assumed: String(options['key']), isOwn }, finding.evidence as QueryInLoopEvidence);
        if ('reason' in found) {
          decline(finding.start, found.reason);
          continue;
        }
        for (const { node, reason } of found.refused) decline(node.start, reason);
        if (found.batch.reads.length === 0) continue;
        const list = nameOfList(found.batch.loop, (name) => name);
        if ('reason' in list) decline(finding.start, list.reason);
        else work.batches.push({ batch: found.batch, refuse: (reason) => decline(finding.start, reason) });
      }
    }
    for (const [path, edits] of work.edits()) {
      if (await open(path)) plan.edits.set(path, edits);
    }
    return plan;
  },
};

export default codemod;

/** What is installed, copied or made by a program: a function that is added there is lost. */
const NOT_WRITTEN = /[\\/](?:node_modules|vendor|third_party|dist|\.?generated|__generated__)[\\/]|\.(?:generated|gen|min|bundle)\.\w+$/;

interface Accepted {
  batch: Batch;
  refuse(reason: string): void;
}

/** The edits of one package: those of a file's loops, and those of the functions that get a form for many keys. */
class Work {
  readonly batches: Accepted[] = [];
  readonly #style: Style;
  readonly #taken = new Map<string, Set<string>>();
  readonly #near = new Map<Node, Set<string>>();
  readonly #siblings = new Map<FunctionNode, { helper: Helper; name: string }>();

  constructor(style: Style) {
    this.#style = style;
  }

  edits(): Map<string, Edit[]> {
    for (const { batch } of this.batches) for (const { helper } of batch.reads) if (helper) this.#siblingOf(helper.helper);
    const requests = new Map<Module, ImportRequest[]>();
    const ask = (module: Module, asked: readonly ImportRequest[]) => requests.set(module, [...(requests.get(module) ?? []), ...asked]);
    for (const { batch } of this.batches) for (const read of batch.reads) ask(batch.loop.module, this.#requestsOf(read));
    for (const { helper } of this.#siblings.values()) ask(helper.module, helper.read.imports);
    const imports = new Map([...requests].map(([module, asked]) => [module, addImports(module, asked, styleOf(module, this.#style))]));
    const named = (module: Module, asked: readonly ImportRequest[]) =>
      asked.map((request) => imports.get(module)!.names[requests.get(module)!.findIndex(({ from, name }) => from === request.from && name === request.name)]!);

    const edits = new Map<string, Edit[]>();
    const add = (path: string, added: readonly Edit[]) => edits.set(path, [...(edits.get(path) ?? []), ...added]);
    for (const { batch, refuse } of this.batches) {
      const { module } = batch.loop;
      const own = this.#batchEdits(batch, (read) => named(module, this.#requestsOf(read)));
      if ('reason' in own) refuse(own.reason);
      else if ((edits.get(module.path) ?? []).some((edit) => own.some((other) => conflict(edit, other)))) refuse('Another change of this run is in the same place: run it again.');
      else add(module.path, own);
    }
    for (const { helper, name } of this.#siblings.values()) {
      const { module, read } = helper;
      add(module.path, siblingEdits(helper, name, styleOf(module, this.#style), named(module, read.imports), this.#printing(module, helper.fn, new Set(this.#takenIn(module))), this.#isReplaced(helper)));
    }
    for (const { batch } of this.batches) {
      for (const { helper } of batch.reads) {
        if (!helper || !('from' in helper.access) || !this.#isLastUse(helper.access.name)) continue;
        const { start, end } = helper.access.name;
        add(batch.loop.module.path, [{ start, end, text: this.#siblingOf(helper.helper) }]);
      }
    }
    for (const [module, { edits: importing }] of imports) if (edits.has(module.path)) add(module.path, importing);
    return edits;
  }

  /** Whether a name of a file is only used where this run takes it away, so that what it is imported by can have the new name. */
  #isLastUse(declared: IdentifierNode): boolean {
    const module = moduleOf(declared);
    const binding = bindingOf(module, declared);
    const isPlain = (declared.parent?.type === 'ImportSpecifier' && declared.parent.imported.start === declared.start) || (declared.parent?.type === 'Property' && declared.parent.shorthand);
    return binding !== null && isPlain && this.#isOnlyReplaced(module, binding);
  }

  /** Whether a function that nothing but its file knows is only called where this run takes the call away. */
  #isReplaced(helper: Helper): boolean {
    const own = this.batches.flatMap(({ batch }) => batch.reads).find((read) => read.helper?.helper.fn === helper.fn && 'own' in read.helper.access)?.helper?.access;
    if (helper.exported || !own || !('own' in own)) return false;
    const binding = bindingOf(helper.module, own.own);
    return binding !== null && this.#isOnlyReplaced(helper.module, binding);
  }

  #isOnlyReplaced(module: Module, binding: Binding): boolean {
    const replaced = this.batches.filter(({ batch }) => batch.loop.module === module).flatMap(({ batch }) => batch.reads.map(({ site }) => site.replaced));
    return referencesOf(module, binding).every((use) => binding.declarations.some((declared) => isInside(use, declared)) || replaced.some((node) => isInside(use, node)));
  }

  #siblingOf(helper: Helper): string {
    let sibling = this.#siblings.get(helper.fn);
    if (!sibling) {
      const using = this.batches.filter(({ batch }) => batch.reads.some((read) => read.helper?.helper.fn === helper.fn)).map(({ batch }) => batch.loop.module);
      const isTaken = (name: string) => [helper.module, ...using].some(({ program }) => namesOf(program).used.has(name));
      const name = freeName(helper.module.program, siblingName(helper, isTaken), this.#takenIn(helper.module));
      this.#takenIn(helper.module).add(name);
      this.#siblings.set(helper.fn, (sibling = { helper, name }));
    }
    return sibling.name;
  }

  #requestsOf({ helper, read, site }: Replaced): ImportRequest[] {
    if (!helper) return read.imports;
    if (!('from' in helper.access) || this.#isLastUse(helper.access.name)) return [];
    const { module } = site.loop;
    const from = helper.access.from || relativeSpecifier(module.path, helper.helper.module.path, styleOf(module, this.#style).importExtensions);
    return [{ from, name: this.#siblingOf(helper.helper) }];
  }

  #batchEdits({ loop, reads }: Batch, importedFor: (read: Replaced) => string[]): Edit[] | { reason: string } {
    const { module, before } = loop;
    const style = styleOf(module, this.#style);
    const printing = this.#printing(module, before, this.#takenNear(module, before));
    const list = nameOfList(loop, printing.name);
    if ('reason' in list) return list;
    const lines = [...list.lines];
    const edits: Edit[] = [...list.edits];
    for (const replaced of reads) {
      const { site, key, read, helper } = replaced;
      const keys = keysOf(loop, key, list);
      if (helper) {
        const fn = this.#called(helper, importedFor(replaced));
        const found = printing.name(`${plural(nounOf(helper.helper))}By${camelCase(helper.helper.key.name, true)}`);
        const [first, argument] = [site.node.arguments[0]!, site.node.arguments[helper.helper.position]!];
        const given = `${fn}${module.text.slice(site.node.callee.end, first.start)}${module.text.slice(first.start, argument.start)}${keys}${module.text.slice(argument.end, site.node.end)}`;
        lines.push(`const ${found} = await ${moved(site, given)};`);
        edits.push({ start: site.replaced.start, end: site.replaced.end, text: inPlace(site, givenFor(helper.helper, `${found}.get(${key.text})`)) });
      } else {
        const { lines: reading, of } = grouped(read, moved(site, read.many(keys, importedFor(replaced))), keptName(site), printing);
        lines.push(...reading);
        edits.push({ start: site.replaced.start, end: site.replaced.end, text: inPlace(site, of(key.text)) });
      }
    }
    // Lines that were moved have their own indentation already.
    const { start } = insertBefore(module, before, '', style);
    const next = style.lineEnd + indentAt(module.text, start);
    const text = lines.map((line) => (style.semicolons ? line : line.replace(/;$/, '')) + next).join('');
    return [{ start, end: start, text }, ...edits, ...withoutWaiting(loop, reads.map(({ site }) => site.replaced))];
  }

  #called({ helper, access }: NonNullable<Replaced['helper']>, [imported]: readonly string[]): string {
    const name = this.#siblingOf(helper);
    return 'through' in access ? `${access.through}.${name}` : (imported ?? name);
  }

  #printing(module: Module, place: Node, taken: Set<string>): Printing {
    const style = styleOf(module, this.#style);
    return {
      name(wanted) {
        const free = freeNear(module, place, wanted, taken);
        taken.add(free);
        return free;
      },
      isTyped: /\.[cm]?tsx?$/.test(module.path),
      indent: style.indent,
      quote: (text) => quote(text, style),
    };
  }

  /** The names that were given in the function that a place is in. */
  #takenNear(module: Module, place: Node): Set<string> {
    const near = outermost(place);
    const taken = this.#near.get(near) ?? new Set(this.#takenIn(module));
    this.#near.set(near, taken);
    return taken;
  }

  /** The names of functions that were added to a file. */
  #takenIn({ path }: Module): Set<string> {
    const taken = this.#taken.get(path) ?? new Set();
    this.#taken.set(path, taken);
    return taken;
  }
}
