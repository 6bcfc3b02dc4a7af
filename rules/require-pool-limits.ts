import { createRule } from '../src/create-rule.js';
import { databaseClients, type DatabaseClient } from '../src/analysis/databases/clients.js';
import { stateOfBound } from '../src/analysis/databases/limits.js';
import { isAskedFor, missingPoolLimits, POOL_LIMITS, type MissingLimit, type PoolLimit } from '../src/analysis/databases/missing.js';
import { describeDoubt, describeKnobs, describeMissing } from '../src/analysis/databases/words.js';

interface Options {
  /** The bounds that a pool must have. */
  limits: PoolLimit[];
  /** The highest number of connections that one process may take. */
  maxConnections: number;
  /** Report bounds that only a connection string could hold whose text isn't in the code. */
  unseenUrls: boolean;
  /** Report limits that only settings could hold which are merged into the options and read when the service runs. */
  unseenSettings: boolean;
}

type MessageId = 'missingPoolLimits' | 'tooManyConnections';

/** What a codemod starts from: every bound that the pool lacks, those that are reported first. */
export interface PoolLimitsEvidence {
  client: DatabaseClient;
  missing: MissingLimit<PoolLimit>[];
}

/** What happens without a bound. */
const COST: Record<PoolLimit, string> = {
  acquire: 'When every connection is taken, each further caller waits for one for ever',
  max: 'Every caller opens a connection of its own, until the server takes no more',
  idle: 'Connections that nobody uses stay open for ever',
  lifetime: 'A connection is used however old it is, also to a server that was replaced since',
};

export default createRule<Options, MessageId>({
  name: 'require-pool-limits',
  meta: {
    description: 'require bounds on pools of database connections',
    family: 'sessions',
    preset: 'strict',
    presetOptions: { strict: { unseenSettings: true } },
    type: 'problem',
    messages: {
      missingPoolLimits: '{{cost}}: `{{client}}` ({{library}}) has {{missing}}{{unless}}. {{knobs}}',
      tooManyConnections:
        'Each process of this service may take {{max}} connections, and a database server takes about {{limit}} in all unless it was set up for more: a second instance, or a peak, leaves none for others. Lower the limit, and let callers wait for a moment.',
    },
    schema: {
      type: 'object',
      properties: {
        limits: { type: 'array', items: { enum: POOL_LIMITS }, uniqueItems: true, description: 'The bounds that a pool must have.' },
        maxConnections: { type: 'integer', minimum: 1, description: 'The highest number of connections that one process may take.' },
        unseenUrls: {
          type: 'boolean',
          description: "Report bounds that only a connection string could hold whose text isn't in the code.",
        },
        unseenSettings: {
          type: 'boolean',
          description: 'Report bounds that only settings could hold which are merged into the options and read when the service runs.',
        },
      },
      additionalProperties: false,
    },
    defaultOptions: { limits: ['acquire', 'max'], maxConnections: 100, unseenUrls: false, unseenSettings: false },
    codemod: 'add-db-guardrails',
  },
  check(file, { options, report }) {
    const unseen = { urls: options.unseenUrls, settings: options.unseenSettings };
    for (const client of databaseClients(file.project, file.module)) {
      const all = missingPoolLimits(file.project, client, POOL_LIMITS);
      const isRequired = (missing: MissingLimit<PoolLimit>) => options.limits.includes(missing.limit) && isAskedFor(missing, unseen);
      const required = all.filter(isRequired);
      const [first] = required;
      if (first) {
        report({
          at: client.node,
          messageId: 'missingPoolLimits',
          data: {
            cost: COST[first.limit],
            client: client.label,
            library: client.model.package,
            missing: describeMissing(required),
            knobs: describeKnobs(required),
            unless: describeDoubt(required),
          },
          evidence: { client, missing: [...required, ...all.filter((item) => !isRequired(item))] } satisfies PoolLimitsEvidence,
        });
      }
      const bound = client.construction.pool?.max;
      const max = bound && client.model.area !== 'document' ? stateOfBound(file.project, client, bound) : null;
      if (max?.state === 'set' && max.value !== null && max.value > options.maxConnections) {
        const data = { max: String(max.value), limit: String(options.maxConnections) };
        report({ at: client.node, messageId: 'tooManyConnections', data });
      }
    }
  },
});
