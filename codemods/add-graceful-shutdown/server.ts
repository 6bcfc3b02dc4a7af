import type { ResolvedCall } from '../../src/analysis/calls.js';
import { isCall, parentOf, unwrap, type CallNode, type Node } from '../../src/analysis/project/ast.js';
import { lifecycleOf } from '../../src/analysis/lifecycle/resources.js';
import type { Project } from '../../src/analysis/project/project.js';
import { evaluate } from '../../src/analysis/values/evaluate.js';
import { freeName } from '../../src/edit/names.js';
import type { Action, Refusal } from './action.js';
import { placeBefore, placeOfValue, type Place } from '../../src/codemod/value-place.js';

/** Has the server drained that a call makes listen. */
export function serverAction(project: Project, site: ResolvedCall): Action | Refusal {
  const { module, receiver } = site;
  const node = site.node as CallNode;
  const callee = unwrap(node.type === 'TaggedTemplateExpression' ? node.tag : node.callee);
  const object = callee.type === 'MemberExpression' ? unwrap(callee.object) : null;
  const lifecycle = receiver && lifecycleOf(project, receiver);
  if (object && lifecycle?.stage === 'server') return lifecycle.httpServer ? framework(site, object, lifecycle.httpServer, lifecycle.close) : ownServer(site, object);

  const value = chainFrom(project, node);
  if (!isServer(project, value)) return { reason: `It is not known which server ${site.label} makes listen.` };
  const place = placeOfValue(value, 'server');
  return place ? drain(site, place) : wrapped(site, value);

  function drain({ module: own }: ResolvedCall, { reference, write }: Place): Action {
    return { at: node, module: own, helpers: ['drainServer'], edits: ({ drainServer }, style) => write(statement(`${drainServer}(${reference})`, style), style) };
  }

  /** `server.listen(3000)` */
  function ownServer(own: ResolvedCall, server: Node): Action | Refusal {
    const reference = referenceTo(server);
    const before = reference && placeBefore(node, reference);
    if (before) return drain(own, before);
    if (!reference) {
      const value = chainFrom(project, node);
      const after = placeOfValue(value, 'server');
      return after ? drain(own, after) : wrapped(own, value);
    }
    return wrapped(own, server);
  }

  /** `app.listen(3000)` of a framework that has more to close than its server. */
  function framework(own: ResolvedCall, app: Node, httpServer: string, close: string): Action | Refusal {
    const given = referenceTo(app);
    const reference = given ?? freeName(module.program, 'app');
    const before = placeBefore(node, reference);
    if (!before) return { reason: `${own.label} stands inside an expression: give it a statement of its own.` };
    return {
      at: node,
      module: own.module,
      helpers: ['drainServer'],
      edits({ drainServer }, style) {
        const code = `${drainServer}(${httpServer.replaceAll('$', () => reference)}, () => ${close.replaceAll('$', () => reference)})`;
        const lines = statement(code, style);
        if (given) return before.write(lines, style);
        const made = statement(`const ${reference} = ${module.text.slice(app.start, app.end)}`, style);
        return [...before.write(`${made}\n${lines}`, style), { start: app.start, end: app.end, text: reference }];
      },
    };
  }

  function wrapped({ module: own }: ResolvedCall, server: Node): Action {
    const edits: Action['edits'] = ({ drainServer }) => [
      { start: server.start, end: server.start, text: `${drainServer}(` },
      { start: server.end, end: server.end, text: ')' },
    ];
    return { at: node, module: own, helpers: ['drainServer'], edits };
  }
}

function statement(code: string, { semicolons }: { semicolons: boolean }): string {
  return semicolons ? `${code};` : code;
}

/** Code that names a value without doing anything: `app`, `this.app`. Null for anything else. */
function referenceTo(node: Node): string | null {
  switch (node.type) {
    case 'Identifier':
      return node.name;
    case 'ThisExpression':
      return 'this';
    case 'MemberExpression': {
      const object = node.computed ? null : referenceTo(unwrap(node.object));
      const name = node.property.type === 'PrivateIdentifier' ? `#${node.property.name}` : node.property.type === 'Identifier' ? node.property.name : null;
      return object && name && `${object}.${name}`;
    }
    default:
      return null;
  }
}

/** The longest chain of calls from a node on that is still the server: `app.listen(3000).on('error', …)`. */
function chainFrom(project: Project, node: Node): Node {
  const member = parentOf(node);
  const next = member?.type === 'MemberExpression' ? parentOf(member) : null;
  return isCall(next) && next.type === 'CallExpression' && isServer(project, next) ? chainFrom(project, next) : node;
}

function isServer(project: Project, node: Node): boolean {
  const value = evaluate(project, node);
  return value.kind === 'receiver' && lifecycleOf(project, value)?.stage === 'server';
}
