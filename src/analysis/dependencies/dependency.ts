import type { ResolvedCall } from '../calls.js';
import { isCall, keyName, parentOf, type Node } from '../project/ast.js';
import type { Project } from '../project/project.js';
import { lookUpClientOption, lookUpPlace, type Lookup } from '../values/options.js';
import { addressOf, nameOfPlace, type Address } from './address.js';
import { nameOfKey } from './names.js';

/** The service that an external call depends on. */
export interface Dependency {
  /** What it is called: `pricing`; null where nothing names it. */
  name: string | null;
  /** Host of its URL; null where it isn't written in the code. */
  host: string | null;
  /** Data or callers decide which service it is. */
  varies: boolean;
  /** Callers pass the URL, so far of this service. */
  passed: boolean;
  /** The expression of its absolute URL in the call; null where the URL is its client's. */
  url: Node | null;
}

/** Which service a call depends on: by its URL, its client's, the client's name, its package, or the place it stands in. */
export function dependencyOf(project: Project, call: ResolvedCall): Dependency {
  const table = project.derived<Node, Dependency>('dependencies');
  let dependency = table.get(call.node);
  if (!dependency) table.set(call.node, (dependency = compute(project, call)));
  return dependency;
}

function compute(project: Project, call: ResolvedCall): Dependency {
  const own = ownAddress(project, call);
  const address = own?.address ?? clientAddress(project, call);
  const url = own?.node ?? null;
  if (address === 'varies') return { name: null, host: null, varies: true, passed: false, url };
  const { library, target } = call;
  const name =
    address?.name ??
    // However many clients of it there are, the service is one.
    (target.model.area === 'sdk' ? nameOfKey(library) : null) ??
    clientName(call) ??
    nameOfPlace(call.node);
  return { name, host: address?.host ?? null, varies: false, passed: address?.passed ?? false, url };
}

function ownAddress(project: Project, call: ResolvedCall): { address: Address; node: Node } | null {
  if (!isCall(call.node)) return null;
  for (const place of call.call.url ?? []) {
    const found = lookUpPlace(project, call, place);
    const address = addressIn(project, found);
    if (address && found.state !== 'absent') return { address, node: found.node! };
  }
  return null;
}

/** The address that a URL of the call is relative to. */
function clientAddress(project: Project, call: ResolvedCall): Address | null {
  for (const place of call.call.baseUrl ?? []) {
    const own = isCall(call.node) ? addressIn(project, lookUpPlace(project, call, place)) : null;
    const address = own ?? (place.startsWith('Receiver.') ? null : addressIn(project, lookUpClientOption(project, call.receiver, place)));
    if (address) return address;
  }
  return null;
}

function addressIn(project: Project, found: Lookup): Address | null {
  if (found.state === 'absent' || !found.node) return null;
  if (found.state === 'present' && found.value.kind === 'object') return null;
  return addressOf(project, found.node);
}

/** `const stripe = axios.create()`: what holds the client says what it is for. */
function clientName({ receiver, library }: ResolvedCall): string | null {
  for (let link = receiver?.from ?? null; link; link = link.receiver?.from ?? null) {
    const name = holderName(link.node);
    const named = name === null ? null : nameOfKey(name, library);
    if (named !== null) return named;
  }
  return null;
}

function holderName(node: Node): string | null {
  const parent = parentOf(node);
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : null;
    case 'PropertyDefinition':
    case 'Property':
      return keyName(parent.key, parent.computed);
    case 'AssignmentExpression':
      return parent.left.type === 'MemberExpression'
        ? keyName(parent.left.property, parent.left.computed)
        : parent.left.type === 'Identifier'
          ? parent.left.name
          : null;
    default:
      return null;
  }
}
