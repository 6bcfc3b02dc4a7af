import { createRule } from '../src/create-rule.js';
import { missingGuards, type GuardEvidence } from '../src/analysis/servers/guards.js';
import { hasRoutes } from '../src/analysis/servers/routes.js';
import { serverOf } from '../src/analysis/servers/server.js';
import { disabledLimits } from '../src/analysis/servers/server-timeouts.js';

interface Options {
  /** Report applications in which nothing bounds how long a request is worked on. */
  handler: boolean;
}

type MessageId = 'disabledServerTimeout' | 'missingRequestTimeout';

export default createRule<Options, MessageId>({
  name: 'require-server-timeouts',
  meta: {
    description: 'require that a server bounds how long it receives and works on a request',
    family: 'servers',
    preset: null,
    type: 'problem',
    messages: {
      disabledServerTimeout:
        'Clients that send a byte a minute take all connections of this process and keep them: `{{name}}` is switched off. Set it to what the slowest honest client needs.',
      missingRequestTimeout:
        'A request that waits for something that never comes is worked on for ever, and its client waits too: nothing bounds how long this {{framework}} application takes to answer. Register a time limit that answers 503 or 504: `{{register}}`, or name what limits it in `settings.resilience.providedBy`.',
    },
    schema: {
      type: 'object',
      properties: { handler: { type: 'boolean', description: 'Report applications in which nothing bounds how long a request is worked on.' } },
      additionalProperties: false,
    },
    defaultOptions: { handler: true },
  },
  check(file, { options, settings, report }) {
    const { project, module } = file;
    for (const { node, name } of disabledLimits(project, module)) report({ messageId: 'disabledServerTimeout', at: node, data: { name } });
    const server = options.handler ? serverOf(project, module) : null;
    if (!server) return;
    const missing = missingGuards(project, server, settings);
    if (!missing.includes('request-timeout') || !hasRoutes(project, server)) return;
    const register = server.facts.register.replace('$guard', 'requestTimeout').replace('$', server.name ?? 'app');
    report({
      messageId: 'missingRequestTimeout',
      at: server.node,
      data: { framework: server.facts.name, register },
      evidence: { server, missing } satisfies GuardEvidence,
    });
  },
});
