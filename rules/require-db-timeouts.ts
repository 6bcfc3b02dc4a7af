import { createRule } from '../src/create-rule.js';
import { databaseClients, type DatabaseClient } from '../src/analysis/databases/clients.js';
import { DATABASE_TIMEOUTS, isAskedFor, missingTimeouts, type DatabaseTimeout, type MissingLimit } from '../src/analysis/databases/missing.js';
import { describeDoubt, describeKnobs, describeMissing } from '../src/analysis/databases/words.js';

interface Options {
  /** The time limits that a client must have. */
  timeouts: DatabaseTimeout[];
  /** Report limits that only a connection string could hold whose text isn't in the code. */
  unseenUrls: boolean;
  /** Report limits that only settings could hold which are merged into the options and read when the service runs. */
  unseenSettings: boolean;
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
    presetOptions: { strict: { timeouts: ['statement', 'idleInTransaction'], unseenUrls: true, unseenSettings: true } },
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
        unseenSettings: {
          type: 'boolean',
          description: 'Report limits that only settings could hold which are merged into the options and read when the service runs.',
        },
      },
      additionalProperties: false,
    },
    defaultOptions: { timeouts: ['statement'], unseenUrls: false, unseenSettings: false },
    codemod: 'add-db-guardrails',
  },
  check(file, { options, report }) {
    const unseen = { urls: options.unseenUrls, settings: options.unseenSettings };
    for (const client of databaseClients(file.project, file.module)) {
      const all = missingTimeouts(file.project, client, DATABASE_TIMEOUTS);
      const isRequired = (missing: MissingLimit<DatabaseTimeout>) =>
        options.timeouts.includes(missing.limit) && isAskedFor(missing, unseen);
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
