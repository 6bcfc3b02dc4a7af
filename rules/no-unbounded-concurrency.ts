import { createRule, type Span } from '../src/create-rule.js';
import { limiterFor } from '../src/analysis/concurrency/limiter.js';
import { isDatabase, unboundedWork, type UnboundedWork } from '../src/analysis/concurrency/unbounded.js';
import { isBrowserFile, isForBrowsers } from '../src/analysis/control/browser.js';
import { isHot } from '../src/analysis/control/hot.js';
import { describeEffects, describeList } from '../src/analysis/effects/chain.js';
import type { FileAnalysis } from '../src/analysis/file.js';
import { calleeOf, isCall, type Node } from '../src/analysis/project/ast.js';

interface Options {
  /** Report lists outside of requests and messages, too: in jobs, imports and helpers that nothing in view calls. */
  everywhere: boolean;
}

type MessageId = 'unboundedCalls' | 'unboundedQueries';

export default createRule<Options, MessageId>({
  name: 'no-unbounded-concurrency',
  meta: {
    description: 'disallow calls that are started for every element of a list at the same time',
    family: 'failures',
    preset: 'strict',
    presetOptions: { all: { everywhere: true } },
    type: 'problem',
    messages: {
      unboundedCalls:
        '{{chains}} {{run}} for {{element}} at the same time: as many sockets and answers at once as there are elements, until the other side refuses or this process runs out of memory. {{remedy}}',
      unboundedQueries:
        '{{chains}} {{run}} for {{element}} at the same time: the queries take every connection of the pool, and all other requests wait behind them. {{remedy}}',
    },
    schema: {
      type: 'object',
      properties: {
        everywhere: {
          type: 'boolean',
          description: 'Report lists outside of requests and messages, too: in jobs, imports and helpers that nothing in view calls.',
        },
      },
      additionalProperties: false,
    },
    defaultOptions: { everywhere: false },
  },
  check(file, { options, report }) {
    if (isBrowserFile(file.project, file.module)) return;
    const found = unboundedWork(file.project, file.module);
    if (found.length === 0 || isForBrowsers(file.project, file.module)) return;
    for (const item of found) {
      const { at, iteration } = item.fanOut;
      if (!options.everywhere && !isHot(file.project, at)) continue;
      const effects = item.work.map(({ effect }) => effect);
      report({
        at: headOf(at),
        messageId: effects.every(({ call }) => isDatabase(call)) ? 'unboundedQueries' : 'unboundedCalls',
        data: {
          ...describeEffects(effects),
          element: iteration.over ? `every element of ${describeList(file.module, iteration.over)}` : 'every turn of the loop',
          remedy: remedyOf(file, item),
        },
        evidence: item,
      });
    }
  },
});

function remedyOf({ project, module }: FileAnalysis, { work }: UnboundedWork): string {
  const [{ effect }] = work as [UnboundedWork['work'][number]];
  const isDirect = work.length === 1 && effect.steps.length === 0;
  const batch = isDirect ? (effect.call.call.writeBatch ?? effect.call.call.batch) : undefined;
  const limiter = limiterFor(project, module);
  const few = `un a few at a time: \`${limiter.code}\` of ${limiter.package}.`;
  return batch ? `Make one call of them (\`${batch}\`), or r${few}` : `R${few}`;
}

/** What is underlined: `Promise.all` without its list, a loop's first line. */
function headOf(node: Node): Span {
  if (isCall(node)) return calleeOf(node);
  return node.type === 'ForOfStatement' ? { start: node.start, end: node.right.end } : node;
}
