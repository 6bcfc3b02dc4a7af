import { createRule, type Report } from '../src/create-rule.js';
import type { ResolvedCall } from '../src/analysis/calls.js';
import { isBrowserCall, isBrowserFile, isForBrowsers } from '../src/analysis/control/browser.js';
import { isBehindBreaker } from '../src/analysis/dependencies/breaker.js';
import { dependencyOf, type Dependency } from '../src/analysis/dependencies/dependency.js';
import { hasRepeatableBody, isRepeatable } from '../src/analysis/dependencies/repeatable.js';
import { describeCall } from '../src/analysis/effects/chain.js';
import { isLocal } from '../src/analysis/timeouts/url.js';

interface Options {
  /** Packages, and global functions such as `fetch`, whose calls need a breaker. */
  libraries: string[];
  /** Hosts whose calls need a breaker, or names of services as configuration names them. */
  hosts: string[];
  /** Hosts and names that need none. */
  allow: string[];
}

type MessageId = 'missingBreaker';

/** What a codemod starts from. */
export interface CircuitBreakerEvidence {
  call: ResolvedCall;
  dependency: Dependency;
  /** Making the call a second time does no harm. */
  repeatable: boolean;
}

const patterns = (description: string) => ({ type: 'array', items: { type: 'string' }, uniqueItems: true, description });

export default createRule<Options, MessageId>({
  name: 'require-circuit-breaker',
  meta: {
    description: 'require a circuit breaker round calls of named libraries and hosts',
    family: 'failures',
    preset: null,
    type: 'suggestion',
    messages: {
      missingBreaker:
        "While {{dependency}} is slow or down, every {{call}} is made all the same and holds its caller until it fails: one service's outage becomes this one's. Make the call behind a circuit breaker.",
    },
    schema: {
      type: 'object',
      properties: {
        libraries: patterns('Packages, and global functions such as `fetch`, whose calls need a breaker. `*` stands for any text.'),
        hosts: patterns(
          'Hosts whose calls need a breaker, or names of services: `config.pricingUrl` leads to `pricing`. `*` stands for any text.',
        ),
        allow: patterns('Hosts and names of services that need no breaker. `*` stands for any text.'),
      },
      additionalProperties: false,
    },
    defaultOptions: { libraries: [], hosts: [], allow: [] },
    codemod: 'wrap-external-calls',
  },
  check(file, { options, report }) {
    if (options.libraries.length + options.hosts.length === 0) return;
    const calls = file.calls('external-call');
    if (calls.length === 0 || isBrowserFile(file.project, file.module)) return;
    const reports: Report<MessageId>[] = [];
    for (const call of calls) {
      if (isLocal(file.project, call) || isBrowserCall(file.project, call)) continue;
      const dependency = dependencyOf(file.project, call);
      if (!isNamed(options, call, dependency) || isBehindBreaker(file.project, call.node)) continue;
      const repeatable = isRepeatable(file.project, call) && hasRepeatableBody(file.project, call);
      reports.push({
        messageId: 'missingBreaker',
        at: call.node,
        data: { call: describeCall(call), dependency: describe(dependency) },
        evidence: { call, dependency, repeatable } satisfies CircuitBreakerEvidence,
      });
    }
    // Who imports the file is asked last: it reads the project's tree.
    if (reports.length > 0 && !isForBrowsers(file.project, file.module)) reports.forEach(report);
  },
});

function isNamed({ libraries, hosts, allow }: Options, call: ResolvedCall, { name, host }: Dependency): boolean {
  const service = [name ?? '', host ?? ''];
  if (service.some((text) => text !== '' && matches(allow, text))) return false;
  return service.some((text) => matches(hosts, text)) || matches(libraries, call.library === 'global' ? call.target.name : call.library);
}

/** Whether one of some patterns is a text, whatever its case. */
function matches(patterns: readonly string[], text: string): boolean {
  return patterns.some((pattern) => {
    const parts = pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`, 'i').test(text);
  });
}

function describe({ name, host }: Dependency): string {
  const known = host ?? name;
  return known === null ? 'the other side' : `\`${known}\``;
}
