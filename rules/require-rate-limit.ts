import { createRule } from '../src/create-rule.js';
import { missingGuards, type GuardEvidence } from '../src/analysis/servers/guards.js';
import { unlimitedLogins } from '../src/analysis/servers/logins.js';
import { hasRoutes } from '../src/analysis/servers/routes.js';
import { serverOf } from '../src/analysis/servers/server.js';

interface Options {
  /** Report each route by which clients log in, too. */
  logins: boolean;
}

type MessageId = 'missingRateLimit' | 'unlimitedLogin';

export default createRule<Options, MessageId>({
  name: 'require-rate-limit',
  meta: {
    description: 'require that an application limits how often a client may call it',
    family: 'servers',
    preset: null,
    presetOptions: { all: { logins: true } },
    type: 'problem',
    messages: {
      missingRateLimit:
        'One client can take all of the capacity of this {{framework}} application, or guess passwords without end: nothing limits how often it may call. Register a rate limit: `{{register}}`, or name what limits requests in `settings.resilience.providedBy`.',
      unlimitedLogin:
        'Whoever has a list of leaked passwords or a counter tries them all at `{{path}}`, and each try costs this process as much as a login does: nothing limits how often a client may ask. Limit attempts by address and by account, or name what limits requests in `settings.resilience.providedBy`.',
    },
    schema: {
      type: 'object',
      properties: { logins: { type: 'boolean', description: 'Report each route by which clients log in, too.' } },
      additionalProperties: false,
    },
    defaultOptions: { logins: false },
    codemod: 'add-request-guards',
  },
  check(file, { options, settings, report }) {
    for (const { node, path } of options.logins ? unlimitedLogins(file.project, file.module, settings) : []) {
      report({ messageId: 'unlimitedLogin', at: node, data: { path } });
    }
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
