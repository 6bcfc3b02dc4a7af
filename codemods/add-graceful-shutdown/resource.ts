import { basename } from 'node:path';
import type { ResolvedCall } from '../../src/analysis/calls.js';
import { isHot } from '../../src/analysis/control/hot.js';
import { functionName } from '../../src/analysis/effects/effects.js';
import { endsWith } from '../../src/analysis/lifecycle/open.js';
import type { Resource } from '../../src/analysis/lifecycle/resources.js';
import type { Shutdown } from '../../src/analysis/lifecycle/shutdown.js';
import { startsWithProcess } from '../../src/analysis/lifecycle/startup.js';
import { enclosingFunction, isFunction, memberName, parentOf, unwrap, type CallNode, type Node } from '../../src/analysis/project/ast.js';
import { nodesOf, type Module } from '../../src/analysis/project/module.js';
import type { Project } from '../../src/analysis/project/project.js';
import { argumentAt } from '../../src/analysis/values/call.js';
import { evaluate } from '../../src/analysis/values/evaluate.js';
import type { Edit } from '../../src/edit/edit.js';
import { quote } from '../../src/edit/print.js';
import type { Style } from '../../src/edit/style.js';
import type { Action, Helper, Refusal } from './action.js';
import { placeBefore, placeOfValue, type Place } from '../../src/codemod/value-place.js';

/** Has a resource closed where it is made, and its connections' errors heard. */
export function resourceAction(project: Project, shutdown: Shutdown, resource: Resource): Action | Refusal {
  const place = placeOf(resource);
  if (!place) return { reason: `${named(resource)} is made inside an expression: give it a name.` };
  if (!isMadeOnce(project, resource)) return { reason: `${named(resource)} may be made more than once: make it when the process starts.` };
  const { module, lifecycle } = resource;
  const { reference, isOptional, write } = place;
  const name = resource.name === resource.receiver.type ? reference.replace(/^this\.#?/, '') : resource.name;
  const needsListener = lifecycle.errorEvent !== undefined && !isOptional && !hasListener(project, shutdown, resource, lifecycle.errorEvent);
  const helpers: Helper[] = needsListener ? ['onShutdown', 'logConnectionError'] : ['onShutdown'];
  return {
    at: resource.node,
    module,
    helpers,
    edits({ onShutdown, logConnectionError }, style) {
      const text = (value: string) => quote(value, style);
      const end = style.semicolons ? ';' : '';
      const close = lifecycle.close.replaceAll('$.', () => `${reference}${isOptional ? '?.' : '.'}`);
      const lines = [`${onShutdown}(${text(stageOf(shutdown, resource))}, ${text(name)}, () => ${close})${end}`];
      if (needsListener) {
        const listener = `${logConnectionError}(${text(name)})`;
        const event = text(lifecycle.errorEvent!);
        lines.push(`${reference}.on(${event}, ${listener})${end}`);
        if (lifecycle.connectionEvent) {
          lines.push(`${reference}.on(${text(lifecycle.connectionEvent)}, (client) => {`, `${style.indent}client.on(${event}, ${listener})${end}`, `})${end}`);
        }
      }
      return write(lines.join('\n'), style);
    },
  };
}

/** `pool` (db.ts:6) */
export function named({ name, module, node }: Pick<Resource, 'name' | 'module' | 'node'>): string {
  return `\`${name}\` (${basename(module.path)}:${module.lineOf(node.start)})`;
}

function placeOf(resource: Resource): Place | null {
  const { node, receiver } = resource;
  const callee = unwrap(node.type === 'TaggedTemplateExpression' ? node.tag : node.callee);
  // A library's ready-made client has a name before it is opened.
  if (receiver.by === 'default') return callee.type === 'MemberExpression' && callee.object.type === 'Identifier' ? placeBefore(node, callee.object.name) : null;
  return placeOfValue(node, lowerFirst(receiver.type));
}

function lowerFirst(type: string): string {
  return `${type[0]!.toLowerCase()}${type.slice(1)}`;
}

/** What takes messages ends with what takes work. */
function stageOf({ sites }: Shutdown, { lifecycle, receiver }: Resource): string {
  const consumes = sites.some((site) => site.call.concept === 'consume' && site.receiver !== null && endsWith(site.receiver, receiver));
  return consumes ? 'worker' : lifecycle.stage;
}

/** Whether the code that makes a resource runs once: as the module loads, as the process starts, or where there is none yet. */
function isMadeOnce(project: Project, { node }: Resource): boolean {
  const fn = enclosingFunction(node);
  if (!fn || (fn.parent?.type === 'MethodDefinition' && fn.parent.kind === 'constructor')) return true;
  for (let parent: Node | null | undefined = node.parent; parent && !isFunction(parent); parent = parent.parent) if (parent.type === 'IfStatement') return true;
  const isConditional = parentOf(node)?.type === 'LogicalExpression' || parentOf(node)?.type === 'ConditionalExpression';
  return !isConditional && startsWithProcess(project, node) && !isHot(project, node);
}

/** Whether some module listens for an event of a resource. */
function hasListener(project: Project, { application }: Shutdown, { receiver }: Resource, event: string): boolean {
  return application.modules('take', 'make', 'open').some((module) => listeners(module, event).some((object) => {
    const value = evaluate(project, object);
    return value.kind === 'receiver' && endsWith(receiver, value);
  }));
}

/** The objects on which a module registers a listener for an event. */
function listeners(module: Module, event: string): Node[] {
  return nodesOf(module, 'CallExpression').flatMap(({ callee, arguments: [name] }) => {
    const isListener = callee.type === 'MemberExpression' && /^(?:on|once|addListener)$/.test(memberName(callee) ?? '');
    return isListener && name?.type === 'Literal' && name.value === event ? callee.object : [];
  });
}

/** Has the runs of a repeated job awaited. */
export function jobAction(job: ResolvedCall): Action | Refusal {
  const at = job.call.callbacks?.find(({ role }) => role === 'job')?.at;
  const callback = at ? argumentAt(job.node as CallNode, at) : null;
  if (!callback || callback.type === 'Literal') return { reason: `What ${job.label} runs is not in view.` };
  return {
    at: job.node,
    module: job.module,
    helpers: ['drainJob'],
    edits: ({ drainJob }, style) => [
      { start: callback.start, end: callback.start, text: `${drainJob}(${quote(nameOfJob(job, callback), style)}, ` },
      ...returnPromise(callback, style),
      { start: callback.end, end: callback.end, text: ')' },
    ],
  };
}

/** `() => { run().catch(log); }` hands on the promise that it starts. */
function returnPromise(callback: Node, _: Style): Edit[] {
  const fn = unwrap(callback);
  if (!isFunction(fn) || fn.async || fn.body?.type !== 'BlockStatement' || fn.body.body.length !== 1) return [];
  const [only] = fn.body.body;
  if (only?.type !== 'ExpressionStatement') return [];
  const { expression } = only;
  if (expression.type === 'UnaryExpression' && expression.operator === 'void') return [{ start: expression.start, end: expression.argument.start, text: 'return ' }];
  return expression.type === 'CallExpression' ? [{ start: only.start, end: only.start, text: 'return ' }] : [];
}

/** What a job is called: its function, the function that starts it, or its file. */
function nameOfJob({ module, node }: ResolvedCall, callback: Node): string {
  const passed = unwrap(callback);
  if (passed.type === 'Identifier') return passed.name;
  if (passed.type === 'MemberExpression') return memberName(passed) ?? 'job';
  const fn = enclosingFunction(node);
  const name = fn ? functionName(fn) : '';
  return /^[\w$]+$/.test(name) ? name : basename(module.path).replace(/\..*$/, '');
}
