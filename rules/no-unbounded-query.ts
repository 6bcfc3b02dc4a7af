import { createRule } from '../src/create-rule.js';
import type { ResolvedCall } from '../src/analysis/calls.js';
import { describeCall } from '../src/analysis/effects/chain.js';
import type { FileAnalysis } from '../src/analysis/file.js';
import { limitOf } from '../src/analysis/queries/clauses.js';
import { unboundedRelations } from '../src/analysis/queries/relations.js';
import { isNamed, SMALL_TABLES, tableNames } from '../src/analysis/queries/table.js';
import { unboundedRead } from '../src/analysis/queries/unbounded.js';
import { statementNode } from '../src/analysis/values/text.js';

interface Options {
  /** Report lists by one owner or foreign key without a limit, too. */
  lists: boolean;
  /** Report relations to many rows that a read takes along without a limit. */
  relations: boolean;
  /** Tables, models or repositories that stay small. */
  smallTables: string[];
  /** Tables, models or repositories whose rows pile up with time. */
  growingTables: string[];
}

type MessageId = 'wholeTable' | 'wholeKeyspace' | 'countInMemory' | 'unboundedList' | 'unboundedRelation';

/** What is added as long as the service runs, by its users or by itself. */
const GROWING_TABLES = [
  ...['*event', '*log', '*view', '*message', '*notification', '*activity', '*audit', '*history', '*click', '*visit', '*request'],
  ...['*transaction', '*payment', '*order', '*ticket', '*comment', '*reply', '*post', '*response', '*submission'],
  ...['*execution', '*run', '*attempt', '*delivery', '*entry', '*metric', '*measurement', '*reading', '*trace', '*span'],
  ...['*observation', '*snapshot', '*revision', '*ping', '*heartbeat', '*usage'],
];

export default createRule<Options, MessageId>({
  name: 'no-unbounded-query',
  meta: {
    description: 'disallow queries whose result grows with the table',
    family: 'queries',
    preset: 'strict',
    presetOptions: { strict: { lists: true } },
    type: 'problem',
    messages: {
      wholeTable:
        '{{call}} reads every row of {{table}}: with each row that is added it takes longer and needs more memory, until it ends the process. Narrow it by a filter, or read a page at a time with {{limit}}.',
      wholeKeyspace: '{{call}} walks all keys, and the server answers nobody meanwhile. Go in steps: {{steps}}.',
      countInMemory:
        '{{call}} loads every row it matches only to count them: memory and time grow with the table. Let the database count.',
      unboundedList:
        '{{call}} reads all rows that one {{key}} has: the owner with the most of them makes it slow and its answer huge. Read a page at a time with {{limit}}.',
      unboundedRelation:
        '{{call}} takes all rows of `{{path}}` along for each row that it reads: the row with the most of them makes the answer huge. Read them in a query of their own, a page at a time{{or}}.',
    },
    schema: {
      type: 'object',
      properties: {
        lists: { type: 'boolean', description: 'Report lists by one owner or foreign key without a limit, too.' },
        relations: {
          type: 'boolean',
          description: 'Report relations to many rows that a read takes along without a limit, where the schema or decorators of the project show them.',
        },
        smallTables: {
          type: 'array',
          items: { type: 'string' },
          uniqueItems: true,
          description: 'Tables, models or repositories that stay small: reading all of them is fine. `Country`, `countries` and `countryRepository` are one name; `*settings` stands for every name that ends so.',
        },
        growingTables: {
          type: 'array',
          items: { type: 'string' },
          uniqueItems: true,
          description: 'Tables, models or repositories whose rows pile up with time, named in the same way: of these alone, lists by one owner are reported.',
        },
      },
      additionalProperties: false,
    },
    defaultOptions: { lists: false, relations: false, smallTables: [...SMALL_TABLES], growingTables: GROWING_TABLES },
  },
  check(file, { options, report }) {
    for (const call of file.calls('query')) {
      for (const { path, node } of options.relations ? unboundedRelations(file.project, call) : []) {
        const limit = call.target.model.relationLimit ?? null;
        report({ at: node, messageId: 'unboundedRelation', data: { call: describeCall(call), path, or: limit === null ? '' : `, or limit them with \`${limit}\`` } });
      }
      const found = unboundedRead(file.project, call);
      const names = found ? tableNames(file.project, call) : [];
      if (!found || isNamed(names, options.smallTables)) continue;
      const shared = { at: statementNode(call) ?? call.node, data: describe(file, call) };
      if (found === 'whole-table') report({ ...shared, messageId: 'wholeTable' });
      else if (found === 'whole-keyspace') report({ ...shared, messageId: 'wholeKeyspace' });
      else if (found === 'counted') report({ ...shared, messageId: 'countInMemory' });
      else if (options.lists && isNamed(names, options.growingTables)) {
        report({ ...shared, messageId: 'unboundedList', data: { ...shared.data, key: `\`${found.key}\`` } });
      }
    }
  },
});

function describe(file: FileAnalysis, call: ResolvedCall): Record<string, string> {
  const [table] = tableNames(file.project, call);
  const limit = limitOf(file.project, call);
  return {
    call: describeCall(call),
    table: table === undefined ? 'the table' : `\`${table}\``,
    limit: limit === null ? 'a limit' : `\`${limit}\``,
    steps: call.call.batch === undefined ? 'with a cursor' : `\`${call.call.batch}\``,
  };
}
