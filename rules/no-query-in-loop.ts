import { createRule, type Span } from '../src/create-rule.js';
import type { FileAnalysis } from '../src/analysis/file.js';
import { ALLOW_SCHEMA, isAllowed, type Specifier } from '../src/analysis/effects/allow.js';
import { describeEffects, describeList } from '../src/analysis/effects/chain.js';
import type { Effect } from '../src/analysis/effects/effects.js';
import { isCommand, isRunWithArguments } from '../src/analysis/control/command.js';
import type { Iteration } from '../src/analysis/control/iteration.js';
import { callsPerElement, isOnlyRead, type PerElementCall } from '../src/analysis/queries/per-element.js';
import { isMadeOfRows } from '../src/analysis/queries/rows.js';
import { isIntended, isReadIntended } from '../src/analysis/control/intent.js';
import { isFunction } from '../src/analysis/project/ast.js';

interface Options {
  /** Report loops over any list that isn't known to be short: `false` leaves those over what a query has read. */
  anyList: boolean;
  /** Report loops whose work per element only writes, too. */
  writes: boolean;
  /** Report loops whose work per element both reads and writes, or calls other services beside, too. */
  work: boolean;
  /** Report resolvers of GraphQL fields that query once per object of the list above them. */
  resolvers: boolean;
  /** What is left alone. */
  allow: Specifier[];
}

type MessageId = 'queryInLoop' | 'concurrentQueryInLoop' | 'writeInLoop' | 'workInLoop' | 'concurrentWorkInLoop' | 'queryInFieldResolver';

/** What a codemod starts from. */
export interface QueryInLoopEvidence {
  iteration: Iteration;
  calls: PerElementCall[];
}

export default createRule<Options, MessageId>({
  name: 'no-query-in-loop',
  meta: {
    description: 'disallow queries that run once per element of a list',
    family: 'queries',
    preset: 'strict',
    presetOptions: { strict: { resolvers: true }, all: { writes: true, work: true, resolvers: true } },
    type: 'problem',
    messages: {
      queryInLoop: '{{chains}} {{run}} once per {{turn}}: one query becomes N, one after the other. {{remedy}}',
      concurrentQueryInLoop:
        '{{chains}} {{run}} once per {{turn}}, all at the same time: N queries take every connection of the pool. {{remedy}}',
      writeInLoop: '{{chains}} {{run}} once per {{turn}}: N round trips where one would do. {{remedy}}',
      workInLoop:
        '{{chains}} {{run}} once per {{turn}}: the work and its round trips grow with the list. Load what is needed before the loop, and write once after it.',
      queryInFieldResolver:
        '{{chains}} {{run}} once per object of the list above this field: one request becomes N queries. Collect the keys of one tick with a data loader and read them together.',
      concurrentWorkInLoop:
        '{{chains}} {{run}} once per {{turn}}, all at the same time: as many connections and sockets at once as there are elements. Load what is needed before the loop, write once after it, and run what is left a few at a time.',
    },
    schema: {
      type: 'object',
      properties: {
        anyList: {
          type: 'boolean',
          description: 'Report loops over any list that is not known to be short, not only over what a query has read.',
        },
        writes: { type: 'boolean', description: 'Report loops whose work per element only writes, too.' },
        work: {
          type: 'boolean',
          description: 'Report loops whose work per element both reads and writes, or calls other services beside, too.',
        },
        resolvers: {
          type: 'boolean',
          description: 'Report resolvers of GraphQL fields that query once per object of the list above them.',
        },
        allow: ALLOW_SCHEMA,
      },
      additionalProperties: false,
    },
    defaultOptions: { anyList: true, writes: false, work: false, resolvers: false, allow: [] },
    codemod: 'batch-queries',
  },
  check(file, { options, report }) {
    // Whoever runs a command waits for it, and nobody else does.
    if (isCommand(file.project, file.module) || isRunWithArguments(file.module)) return;
    const counted = callsPerElement(file.project, file.module).filter((call) => !isLeftAlone(call, options.allow));
    for (const calls of byIteration(counted)) {
      const [first] = calls as [PerElementCall];
      const { iteration } = first;
      if (isFunction(iteration.node) ? !options.resolvers : !options.anyList && !(iteration.over && isMadeOfRows(file.project, iteration.over))) continue;
      const onlyReading = calls.filter(isOnlyRead);
      const reads = onlyReading.filter(({ node }) => !isReadIntended(file.module, iteration.node, node));
      if (reads.length > 0) {
        report({
          at: spanOf(reads),
          messageId: readMessage(iteration, reads),
          data: { ...describe(file, iteration, reads.map((call) => call.read!)), remedy: remedyOf('Load', reads[0]!.read!) },
          evidence: { iteration, calls: reads } satisfies QueryInLoopEvidence,
        });
      }
      const work = calls.filter((call) => !onlyReading.includes(call));
      if (work.length === 0 || isFunction(iteration.node) || isIntended(file.module, iteration.node, work[0]!.node)) continue;
      const messageId = workMessage(work);
      if (!(messageId === 'writeInLoop' ? options.writes : options.work)) continue;
      report({
        at: spanOf(work),
        messageId,
        data: { ...describe(file, iteration, work.map((call) => call.write ?? call.read!)), remedy: remedyOf('Write', work[0]!.write ?? work[0]!.read!) },
        evidence: { iteration, calls: work } satisfies QueryInLoopEvidence,
      });
    }
  },
});

/** Whether all that a call reaches per element is allowed. */
function isLeftAlone({ read, write, external }: PerElementCall, allow: Specifier[]): boolean {
  return [read, write, external].every((effect) => effect === null || isAllowed(allow, effect));
}

function readMessage({ node }: Iteration, reads: PerElementCall[]): MessageId {
  if (isFunction(node)) return 'queryInFieldResolver';
  return reads.some((call) => call.concurrent) ? 'concurrentQueryInLoop' : 'queryInLoop';
}

function workMessage(work: PerElementCall[]): MessageId {
  if (!work.some((call) => call.read || call.external)) return 'writeInLoop';
  return work.some((call) => call.concurrent) ? 'concurrentWorkInLoop' : 'workInLoop';
}

/** From the first of a loop's calls to its last. */
function spanOf(calls: PerElementCall[]): Span {
  return { start: calls[0]!.node.start, end: Math.max(...calls.map(({ node }) => node.end)) };
}

/** The calls of each loop, in source order. */
function byIteration(calls: readonly PerElementCall[]): PerElementCall[][] {
  const groups = new Map<Iteration['node'], PerElementCall[]>();
  for (const call of calls) {
    const group = groups.get(call.iteration.node);
    if (group) group.push(call);
    else groups.set(call.iteration.node, [call]);
  }
  return [...groups.values()];
}

function describe(file: FileAnalysis, { over }: Iteration, effects: Effect[]): Record<string, string> {
  return { ...describeEffects(effects), turn: over ? `element of ${describeList(file.module, over)}` : 'turn of the loop' };
}

function remedyOf(verb: 'Load' | 'Write', { call }: Effect): string {
  const form = verb === 'Write' && call.call.access === 'sql' ? call.call.writeBatch : call.call.batch;
  return form ? `${verb} them together: \`${form}\`.` : `${verb} them together with one query outside the loop.`;
}
