import type { LibraryModel } from '../../models/model.js';
import { callAt, callsOf } from '../calls.js';
import { calleesOf } from '../effects/effects.js';
import { isFunction, isInside, type CallNode, type Node } from '../project/ast.js';
import { nodesOf, referencesOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import type { Receiver } from '../values/value.js';
import type { Application } from './application.js';
import type { Reached } from './reach.js';
import { bindingOfResource, type Resource } from './resources.js';
import { startsWithProcess } from './startup.js';
import { callsOfKind } from './words.js';

/** Whether a resource is neither ended nor handed to something that may end it. */
export function staysOpen(project: Project, application: Application, resource: Resource, reached: Reached): boolean {
  const { receiver } = resource;
  if (!isToBeClosed(project, application, resource) || isHandedOver(project, resource) || isShortLived(project, resource)) return false;
  const isEnded =
    reached.closes.some((close) => (close.receiver ? endsWith(receiver, close.receiver) : isOf(receiver, close.target.model))) ||
    reached.handedOver.some((other) => endsWith(receiver, other));
  return !isEnded;
}

/** Whether a resource is the application's own to close: its package makes it, something opens it. */
export function isToBeClosed(project: Project, application: Application, resource: Resource): boolean {
  const isOwn = project.resolver.packageOf(resource.module.path)?.dir === application.dir;
  return isOwn && hasOtherSide(resource) && isOpened(project, application, resource);
}

/** Whether somebody notices when it isn't closed: not so with loggers, timers and clients without a connection of their own. */
export function hasOtherSide({ lifecycle, receiver }: Resource): boolean {
  if (lifecycle.stage === 'server') return true;
  return lifecycle.stage !== 'logger' && lifecycle.stage !== 'scheduler' && receiver.model.area !== 'http';
}

/** Whether a resource is open: from its making, or because the application calls what opens it. */
function isOpened(project: Project, { modules }: Application, { receiver, lifecycle }: Resource): boolean {
  const { opens } = lifecycle;
  if (!opens) return true;
  return modules('open', 'take', 'make').some((module) =>
    callsOfKind(project, module, 'open', 'take', 'make').some(
      ({ receiver: other, target }) => opens.includes(target.name) && (other ? endsWith(receiver, other) : isOf(receiver, target.model)),
    ),
  );
}

/** Whether its own module ends it on the way to its work: a connection that only tries whether the other side is there. */
function isShortLived(project: Project, { module, receiver }: Resource): boolean {
  return callsOf(project, module).some(
    (call) => call.call.concept === 'close' && call.receiver !== null && endsWith(receiver, call.receiver) && startsWithProcess(project, call.node),
  );
}

/** Whether a resource is given to code that isn't in view: who ends it isn't known. */
export function isHandedOver(project: Project, resource: Resource): boolean {
  const binding = bindingOfResource(resource);
  if (!binding) return isForeignArgument(project, resource.node);
  const references = referencesOf(resource.module, binding);
  return nodesOf(resource.module, 'CallExpression', 'NewExpression').some(
    (call) =>
      call !== resource.node &&
      call.arguments.some((argument) => !isFunction(argument) && references.some((reference) => isInside(reference, argument))) &&
      isForeign(project, call),
  );
}

/** Whether a call enters code that is neither the project's nor described by a model. */
function isForeign(project: Project, call: CallNode): boolean {
  return calleesOf(project, call).length === 0 && callAt(project, call) === null;
}

/** Whether a value is made where it is passed to such code. */
function isForeignArgument(project: Project, node: Node): boolean {
  for (let parent = node.parent; parent; parent = parent.parent) {
    if (parent.type === 'CallExpression' || parent.type === 'NewExpression') return isForeign(project, parent);
    if (parent.type !== 'ObjectExpression' && parent.type !== 'Property' && parent.type !== 'ArrayExpression') return false;
  }
  return false;
}

/** Whether ending `other` ends `value`: they are one, `value` was got from `other`, or that can't be told apart. */
export function endsWith(value: Receiver, other: Receiver): boolean {
  const origins = originsOf(value);
  const others = originsOf(other);
  if (origins.length === 0 || others.length === 0) return isOf(value, other.model);
  // A server that is got from itself, as `listen()` does, is itself.
  return origins.includes(others[0]) || (value.type === other.type && others.includes(origins[0]));
}

function isOf(value: Receiver, model: LibraryModel): boolean {
  return value.model.package === model.package;
}

/** The calls that led to a value, its own first; a library's ready-made instance stands for itself. Empty where unknown. */
function originsOf(receiver: Receiver): unknown[] {
  const origins: unknown[] = [];
  for (let current: Receiver | null = receiver; current; current = current.from?.receiver ?? null) {
    if (current.from) origins.push(current.from.node);
    else if (current.by === 'default') origins.push(current.model);
    else return [];
  }
  return origins;
}
