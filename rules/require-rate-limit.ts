import { createRule } from '../src/create-rule.js';
import { missingGuards, type GuardEvidence } from '../src/analysis/servers/guards.js';
import { hasRoutes } from '../src/analysis/servers/routes.js';
import { serverOf } from '../src/analysis/servers/server.js';

type MessageId = 'missingRateLimit';

export default createRule<object, MessageId>({
  name: 'require-rate-limit',
  meta: {
    description: 'require that an application limits how often a client may call it',
    family: 'servers',
    preset: null,
    type: 'problem',
    messages: {
      missingRateLimit:
        'One client can take all of the capacity of this {{framework}} application, or guess passwords without end: nothing limits how often it may call. Register a rate limit: `{{register}}`, or name what limits requests in `settings.resilience.providedBy`.',
    },
    schema: { type: 'object', properties: {}, additionalProperties: false },
    defaultOptions: {},
    codemod: 'add-request-guards',
  },
  check(file, { settings, report }) {
    const server = serverOf(file.project, file.module);
    if (!server) return;
    const missing = missingGuards(file.project, server, settings);
    if (!missing.includes('rate-limit') || !hasRoutes(file.project, server)) return;
    const register = server.facts.register.replace('$guard', 'rateLimit').replace('$', server.name ?? 'app');
    report({
      messageId: 'missingRateLimit',
      at: server.node,
      data: { framework: server.facts.name, register },
      evidence: { server, missing } satisfies GuardEvidence,
    });
  },
});
