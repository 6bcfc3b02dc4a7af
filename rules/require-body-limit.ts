import { createRule } from '../src/create-rule.js';
import { isManagedElsewhere } from '../src/analysis/lifecycle/workload.js';
import { looseLimits, sizeText, type LooseLimit } from '../src/analysis/servers/body-limits.js';
import { isProvided, missingGuards, type GuardEvidence } from '../src/analysis/servers/guards.js';
import { hasRoutes } from '../src/analysis/servers/routes.js';
import { serverOf } from '../src/analysis/servers/server.js';

interface Options {
  /** Largest body that is kept in the memory, in bytes. */
  maxBytes: number;
}

type MessageId = 'missingBodyLimit' | 'disabledBodyLimit' | 'bodyLimitTooLarge' | 'unboundedUpload';

/** What a codemod starts from: the application without a limit, or the reader of bodies whose limit is none. */
export type BodyLimitEvidence = GuardEvidence | LooseLimit;

export default createRule<Options, MessageId>({
  name: 'require-body-limit',
  meta: {
    description: 'require that an application limits how much one request may bring',
    family: 'servers',
    preset: 'strict',
    type: 'problem',
    messages: {
      missingBodyLimit:
        'One request with a large body fills the memory of this process and ends it: {{framework}} reads bodies of any size. Register a limit: `{{register}}`, or name what limits bodies in `settings.resilience.providedBy`.',
      disabledBodyLimit:
        'One request with a large body fills the memory of this process and ends it: `{{reader}}` has no limit here. Set `{{option}}` to what the largest real body needs.',
      bodyLimitTooLarge:
        'A few requests fill the memory of this process, and parsing one holds up all others: `{{reader}}` takes bodies of up to {{size}}{{others}}. Set `{{option}}` to what the largest real body needs, for large ones on their own routes only.',
      unboundedUpload:
        'One large upload fills the memory of this process and ends it: `{{reader}}` keeps files of any size in memory. Set `{{option}}`.',
    },
    schema: {
      type: 'object',
      properties: { maxBytes: { type: 'integer', minimum: 1, description: 'Largest body that is kept in the memory, in bytes.' } },
      additionalProperties: false,
    },
    defaultOptions: { maxBytes: 52_428_800 },
    codemod: 'add-request-guards',
  },
  check(file, { options, settings, report }) {
    const { project, module } = file;
    if (isProvided(settings, 'body-limit')) return;
    const server = serverOf(project, module);
    if (server && server.facts.bodyLimit === null) {
      const missing = missingGuards(project, server, settings);
      if (missing.includes('body-limit') && hasRoutes(project, server)) {
        const register = server.facts.register.replace('$guard', 'bodyLimit').replace('$', server.name ?? 'app');
        report({ messageId: 'missingBodyLimit', at: server.node, data: { framework: server.facts.name, register }, evidence: { server, missing } satisfies BodyLimitEvidence });
      }
    }

    const loose = looseLimits(project, module, options.maxBytes);
    if (loose.length === 0 || isManagedElsewhere(project, module)) return;
    const large = loose.filter(({ bytes }) => bytes !== null);
    for (const item of loose) {
      const { call, limit, at, bytes } = item;
      const shared = { at, evidence: item satisfies BodyLimitEvidence };
      const data = { reader: call.label, option: limit.at };
      if (bytes === null) report({ ...shared, messageId: limit.of === 'upload' ? 'unboundedUpload' : 'disabledBodyLimit', data });
      // Parsers that stand together are one decision.
      else if (item === large[0]) report({ ...shared, messageId: 'bodyLimitTooLarge', data: { ...data, size: sizeText(bytes), others: othersOf(large) } });
    }
  },
});

/** The other places of a file with limits too large. */
function othersOf([, ...others]: readonly LooseLimit[]): string {
  if (others.length === 0) return '';
  const lines = others.map(({ call, at }) => call.module.lineOf(at.start));
  return `, and so does line ${lines.join(', ')}`;
}
