import { createRule } from '../src/create-rule.js';
import { missingGuards, type GuardEvidence } from '../src/analysis/servers/guards.js';
import { logsRequests } from '../src/analysis/servers/logs.js';
import { hasRoutes } from '../src/analysis/servers/routes.js';
import { serverOf } from '../src/analysis/servers/server.js';

type MessageId = 'missingRequestId';

export default createRule<object, MessageId>({
  name: 'require-request-id',
  meta: {
    description: 'require that log lines and responses of one request carry its id',
    family: 'servers',
    preset: 'strict',
    type: 'suggestion',
    messages: {
      missingRequestId:
        'When two requests fail at once nobody can tell their log lines apart, and a user has nothing to quote: this {{framework}} application gives requests no id. Take `X-Request-ID` or make one: `{{register}}`, log it with every line and answer with it.',
    },
    schema: { type: 'object', properties: {}, additionalProperties: false },
    defaultOptions: {},
    codemod: 'add-request-guards',
  },
  check(file, { settings, report }) {
    const server = serverOf(file.project, file.module);
    if (!server) return;
    const missing = missingGuards(file.project, server, settings);
    if (!missing.includes('request-id') || !hasRoutes(file.project, server) || !logsRequests(file.project, server)) return;
    const register = server.facts.register.replace('$guard', 'requestId').replace('$', server.name ?? 'app');
    report({
      messageId: 'missingRequestId',
      at: server.node,
      data: { framework: server.facts.name, register },
      evidence: { server, missing } satisfies GuardEvidence,
    });
  },
});
