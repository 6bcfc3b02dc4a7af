import { createRule, type Span } from '../src/create-rule.js';
import { limiterFor } from '../src/analysis/concurrency/limiter.js';
import { unboundedWork, type UnboundedWork } from '../src/analysis/concurrency/unbounded.js';
import { isBrowserFile, isForBrowsers } from '../src/analysis/control/browser.js';
import { isHot } from '../src/analysis/control/hot.js';
import { describeEffects, describeList } from '../src/analysis/effects/chain.js';
import type { FileAnalysis } from '../src/analysis/file.js';
import { calleeOf, isCall, isInside, type Node } from '../src/analysis/project/ast.js';
import { callsPerElement, isOnlyRead, type PerElementCall } from '../src/analysis/queries/per-element.js';

interface Options {
  /** Report lists outside of requests and messages, too: in jobs, imports and helpers that nothing in view calls. */
  everywhere: boolean;
  /** Report lists whose work is that of a database alone, and writes. */
  writes: boolean;
}

type MessageId = 'unboundedCalls' | 'unboundedQueries';

export default createRule<Options, MessageId>({
  name: 'no-unbounded-concurrency',
  meta: {
    description: 'disallow calls that are started for every element of a list at the same time',
    family: 'failures',
    preset: 'recommended',
    presetOptions: { strict: { everywhere: true, writes: false } },
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
        writes: {
          type: 'boolean',
          description: 'Report what `no-query-in-loop` reports with its own option `writes`: work on the database that writes.',
        },
      },
      additionalProperties: false,
    },
    defaultOptions: { everywhere: false, writes: true },
  },
  check(file, { options, report }) {
    if (isBrowserFile(file.project, file.module)) return;
    const found = unboundedWork(file.project, file.module).flatMap((item) => withoutReported(file, item, options) ?? []);
    if (found.length === 0 || isForBrowsers(file.project, file.module)) return;
    for (const item of found) {
      const { at, iteration } = item.fanOut;
      if (!options.everywhere && !isHot(file.project, at)) continue;
      const effects = item.work.map(({ effect }) => effect);
      const isDatabase = effects.every(({ call }) => call.call.concept !== 'external-call' && call.call.concept !== 'publish');
      report({
        at: headOf(at),
        messageId: isDatabase ? 'unboundedQueries' : 'unboundedCalls',
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

/** What is left of a finding without the queries that `no-query-in-loop` reports; null where nothing is. */
function withoutReported({ project, module }: FileAnalysis, item: UnboundedWork, { writes }: Options): UnboundedWork | null {
  const reported = callsPerElement(project, module).filter((call) => isOnlyRead(call) || (!writes && isReportedThere(call, item)));
  const work = item.work.filter(({ node }) => !reported.some((call) => call.node === node));
  return work.length > 0 ? { ...item, work } : null;
}

/** Work of several kinds is reported where it is started; what waits for all of it may stand elsewhere. */
function isReportedThere({ node, read, external }: PerElementCall, { fanOut }: UnboundedWork): boolean {
  return (!read && !external) || isInside(node, fanOut.at);
}

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
