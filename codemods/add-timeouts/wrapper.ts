import { typeBindingOf, moduleOf } from '../../src/analysis/project/module.js';
import type { CallNode, FunctionNode, Node } from '../../src/analysis/project/ast.js';
import { factsOf } from '../../src/analysis/timeouts/effective.js';
import { isReadAsFile } from '../../src/analysis/timeouts/streamed.js';
import type { UnboundedThroughWrapper } from '../../src/analysis/timeouts/wrappers.js';
import { nodesOf } from '../../src/analysis/project/module.js';
import type { PlanFile } from '../../src/codemod/codemod.js';
import { setCallOptions } from '../../src/edit/options.js';
import type { Finding } from '../../src/finding.js';
import type { Limits, Remedy } from './index.js';
import { printNumber } from './limit.js';

/** Passes the limit to the project's own function that hands it on to the library. */
export function passToWrapper({ fact, step }: UnboundedThroughWrapper, finding: Finding, file: PlanFile, { timeoutMs, maxMs }: Limits): Remedy {
  const { module } = file.analysis;
  const site = callAt(file, finding);
  if (!site) return { reason: 'It is no plain call.' };
  for (const { index, path } of fact.parameters) {
    const value = valueFor(fact.call, path, isReadAsFile(site) ? maxMs : timeoutMs);
    if (value === null || !takes(step.fn, index, path)) continue;
    const edits = setCallOptions(module, site, index, [{ path, value }]);
    if (edits) return { path: file.path, edits };
  }
  return { reason: `\`${step.name}\` takes no time limit by its type. Give it a parameter with a default.` };
}

function callAt({ analysis: { module } }: PlanFile, { start, end }: Finding): Extract<CallNode, { type: 'CallExpression' | 'NewExpression' }> | null {
  return nodesOf(module, 'CallExpression', 'NewExpression').find((node) => node.start === start && node.end === end) ?? null;
}

/** What goes under a key, where the key is the library's own. */
function valueFor(call: UnboundedThroughWrapper['fact']['call'], path: readonly string[], ms: number): string | null {
  const key = path.join('.');
  if (key === '') return null;
  for (const [, fact] of factsOf(call)) {
    if (fact.call !== key || fact.chain || fact.emits || fact.recent || key.includes('dispatcher')) continue;
    if (fact.signal) {
      if (key === call.call.signal) return `AbortSignal.timeout(${printNumber(ms)})`;
    } else if (fact.unit === 'ms') return printNumber(ms);
  }
  return null;
}

/** Whether a parameter's type has a key: a type of the platform or of a package has, one of the project where it says so. */
function takes(fn: FunctionNode, index: number, [key]: readonly string[]): boolean {
  const module = moduleOf(fn);
  const parameter = fn.params[index] as Node | undefined;
  const pattern = parameter?.type === 'AssignmentPattern' ? (parameter.left as Node) : parameter;
  if (!pattern || key === undefined) return false;
  const annotation = 'typeAnnotation' in pattern ? (pattern.typeAnnotation as { typeAnnotation: Node } | null)?.typeAnnotation : null;
  if (!annotation) return !/\.[cm]?tsx?$/.test(module.path) || pattern.type === 'ObjectPattern';
  if (annotation.type !== 'TSTypeReference') return mentions(module.text, annotation, key);
  const { typeName } = annotation;
  if (typeName.type !== 'Identifier') return false;
  const binding = typeBindingOf(module, typeName);
  if (!binding) return true;
  const declaration = binding.declarations[0];
  const statement = declaration?.parent;
  if (statement?.type === 'ImportSpecifier') {
    const from = statement.parent;
    return from?.type === 'ImportDeclaration' && !/^[.#~@/]\/?/.test(from.source.value.replace(/^@[\w-]+\//, ''));
  }
  return statement ? mentions(module.text, statement, key) : false;
}

function mentions(text: string, { start, end }: Node, key: string): boolean {
  return new RegExp(`\\b${key}\\b|\\bRequestInit\\b`).test(text.slice(start, end));
}
