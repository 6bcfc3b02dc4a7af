import type { ResolvedCall } from '../calls.js';
import { keyName, type CallNode } from '../project/ast.js';
import type { Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { evaluate } from '../values/evaluate.js';
import { applicationOf } from './application.js';
import { startsWithProcess } from './startup.js';
import { callsOfKind } from './words.js';
import { isManagedElsewhere } from './workload.js';

/** The calls by which a module takes work, when the process starts. Memoised. */
export function sitesOf(project: Project, module: Module): readonly ResolvedCall[] {
  const table = project.derived<Module, ResolvedCall[]>('sites');
  let sites = table.get(module);
  if (!sites) {
    const takes = isManagedElsewhere(project, module) ? [] : callsOfKind(project, module, 'take');
    sites = takes.filter(
      ({ call, node }) =>
        (call.concept === 'listen' || call.concept === 'consume') && !takesAnyPort(project, node as CallNode) && startsWithProcess(project, node),
    );
    table.set(module, sites);
  }
  return sites;
}

/** The same for the whole application of a module, by path. */
export function sitesOfApplication(project: Project, module: Module): ResolvedCall[] {
  return applicationOf(project, module)
    .modules('take')
    .flatMap((each) => sitesOf(project, each));
}

/** Whether a server takes any free port: it lives for a moment. */
function takesAnyPort(project: Project, node: CallNode): boolean {
  const [first] = node.type === 'TaggedTemplateExpression' ? [] : node.arguments;
  const value = first && evaluate(project, first);
  if (value?.kind === 'literal') return value.value === 0;
  const properties = value?.kind === 'object' ? value.node.properties : [];
  return properties.some((property) => {
    if (property.type !== 'Property' || keyName(property.key, property.computed) !== 'port') return false;
    const port = evaluate(project, property.value);
    return port.kind === 'literal' && port.value === 0;
  });
}
