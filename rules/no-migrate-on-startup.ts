import { basename } from 'node:path';
import { createRule } from '../src/create-rule.js';
import { migrationsAtStart } from '../src/analysis/lifecycle/migrations.js';

type MessageId = 'migrateOnStartup';

export default createRule<object, MessageId>({
  name: 'no-migrate-on-startup',
  meta: {
    description: 'disallow changes of the database schema on the way to serving requests',
    family: 'servers',
    preset: null,
    type: 'problem',
    messages: {
      migrateOnStartup:
        'Every process of a deployment changes the schema at once, and one that takes long is killed half way by the probe that waits for it: `{{label}}` runs before {{site}} takes work. Run migrations as a step of their own, before the new version starts.',
    },
    schema: { type: 'object', properties: {}, additionalProperties: false },
    defaultOptions: {},
  },
  check({ project, module }, { report }) {
    for (const { node, label, site } of migrationsAtStart(project, module)) {
      const place = `${basename(site.module.path)}:${site.module.lineOf(site.node.start)}`;
      report({ messageId: 'migrateOnStartup', at: node, data: { label, site: `\`${site.label}\` (${place})` } });
    }
  },
});
