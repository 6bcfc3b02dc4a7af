import { createRule } from '../src/create-rule.js';
import { databaseClients, type DatabaseClient } from '../src/analysis/databases/clients.js';
import { DATABASE_TIMEOUTS, missingTimeouts, type DatabaseTimeout, type MissingLimit } from '../src/analysis/databases/missing.js';
import { describeDoubt, describeKnobs, describeMissing } from '../src/analysis/databases/words.js';

interface Options {
  /** The time limits that a client must have. */
  timeouts: DatabaseTimeout[];
  /** Report limits that only a connection string could hold whose text isn't in the code. */
  unseenUrls: boolean;
}

type MessageId = 'missingDatabaseTimeouts';

/** What a codemod starts from: every time limit that the client lacks, those that are reported first. */
export interface DatabaseTimeoutsEvidence {
  client: DatabaseClient;
  missing: MissingLimit<DatabaseTimeout>[];
}

/** What happens without a limit. */
const COST: Record<DatabaseTimeout, string> = {
  statement: 'A query that runs away keeps its connection and its caller for as long as it runs',
  lock: 'A statement that waits for a lock waits for ever, and all that come behind it wait too',
  idleInTransaction: 'A transaction whose code hangs keeps its locks for ever, and holds up vacuum',
  connect: 'While the database is out of reach, connecting never ends',
};

export default createRule<Options, MessageId>({
  name: 'require-db-timeouts',
  meta: {
    description: 'require time limits on what a database client sends',
    family: 'timeouts',
    preset: 'strict',
    presetOptions: { strict: { timeouts: ['statement', 'idleInTransaction'], unseenUrls: true } },
    type: 'problem',
    messages: {
      missingDatabaseTimeouts: '{{cost}}: `{{client}}` ({{library}}) has {{missing}}{{unless}}. {{knobs}}',
    },
    schema: {
      type: 'object',
      properties: {
        timeouts: {
          type: 'array',
          items: { enum: DATABASE_TIMEOUTS },
          uniqueItems: true,
          description: 'The time limits that a client must have.',
        },
        unseenUrls: {
          type: 'boolean',
          description: "Report limits that only a connection string could hold whose text isn't in the code.",
        },
      },
      additionalProperties: false,
    },
    defaultOptions: { timeouts: ['statement'], unseenUrls: false },
    codemod: 'add-db-guardrails',
  },
  check(file, { options, report }) {
    for (const client of databaseClients(file.project, file.module)) {
      const all = missingTimeouts(file.project, client, DATABASE_TIMEOUTS);
      const isRequired = ({ limit, state }: MissingLimit<DatabaseTimeout>) =>
        options.timeouts.includes(limit) && (options.unseenUrls || state !== 'unseen');
      const required = all.filter(isRequired);
      const [first] = required;
      if (!first) continue;
      report({
        at: client.node,
        messageId: 'missingDatabaseTimeouts',
        data: {
          cost: COST[first.limit],
          client: client.label,
          library: client.model.package,
          missing: describeMissing(required),
          knobs: describeKnobs(required),
          unless: describeDoubt(required),
        },
        evidence: { client, missing: [...required, ...all.filter((item) => !isRequired(item))] } satisfies DatabaseTimeoutsEvidence,
      });
    }
  },
});
