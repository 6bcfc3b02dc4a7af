import type { LibraryModel, Timeout } from '../../models/model.js';
import { callsOf } from '../calls.js';
import { isCall, memberName, type Node } from '../project/ast.js';
import { nodesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { evaluate } from '../values/evaluate.js';
import { lookUpInCall } from '../values/options.js';
import { alternatives } from '../values/value.js';

/** A limit of a server that is switched off: it waits for a client for as long as that one likes. */
export interface DisabledLimit {
  /** Where the value is written. */
  node: Node;
  /** Name of the limit: `requestTimeout`. */
  name: string;
}

/** The limits on receiving a request that a module switches off, in source order. */
export function disabledLimits(project: Project, module: Module): DisabledLimit[] {
  return [...setLimits(project, module), ...givenLimits(project, module)].sort((a, b) => a.node.start - b.node.start);
}

/** `server.requestTimeout = 0`. */
function setLimits(project: Project, module: Module): DisabledLimit[] {
  return nodesOf(module, 'AssignmentExpression').flatMap(({ left, right, operator }): DisabledLimit[] => {
    const name = left.type === 'MemberExpression' && operator === '=' ? memberName(left) : null;
    if (name === null || left.type !== 'MemberExpression' || !/Timeout$/.test(name) || !isOff(project, right)) return [];
    const servers = alternatives(evaluate(project, left.object)).flatMap((value) => (value.kind === 'receiver' ? [value] : []));
    const isLimit = servers.some((server) => {
      const facts = limitsOf(server.model, project.models.type(server.model, server.type)?.type.construction?.timeouts);
      return facts.some(({ setter }) => setter === name);
    });
    return isLimit ? [{ node: right, name }] : [];
  });
}

/** `createServer({ requestTimeout: 0 })`. */
function givenLimits(project: Project, module: Module): DisabledLimit[] {
  return callsOf(project, module).flatMap(({ node, call, target }): DisabledLimit[] => {
    const made = call.returns === undefined ? null : project.models.type(target.model, call.returns);
    const ids = target.construction?.timeouts ?? made?.type.construction?.timeouts;
    const options = call.options ?? target.construction?.options;
    if (!isCall(node) || options === undefined) return [];
    return limitsOf(made?.model ?? target.model, ids).flatMap(({ client }) => {
      const found = client === undefined ? null : lookUpInCall(project, node, options, client);
      return found?.state === 'present' && isOff(project, found.node) ? [{ node: found.node, name: client! }] : [];
    });
  });
}

function limitsOf({ timeouts }: LibraryModel, ids: readonly string[] = []): Timeout[] {
  return ids.flatMap((id) => timeouts?.[id] ?? []).filter(({ covers }) => covers === 'receiving');
}

function isOff(project: Project, node: Node): boolean {
  return alternatives(evaluate(project, node)).every((value) => value.kind === 'literal' && (value.value === 0 || value.value === Infinity));
}
