import { basename } from 'node:path';
import { createRule } from '../src/create-rule.js';
import { describeEffect } from '../src/analysis/effects/chain.js';
import type { Resource } from '../src/analysis/lifecycle/resources.js';
import { answersSomewhere, answersStatus, dependenciesOf, healthRoutesIn, healthRoutesOf, verdictOf, type HealthRoute } from '../src/analysis/servers/health.js';
import { hasRoutes } from '../src/analysis/servers/routes.js';
import { serverAround, serverOf, type Server } from '../src/analysis/servers/server.js';

interface Options {
  /** Report an application that nobody can ask whether it is ready. */
  missing: boolean;
  /** Report a `/health` that checks nothing where it is the only route of its kind. */
  health: boolean;
}

type MessageId = 'shallowReadiness' | 'shallowHealth' | 'unboundedReadiness' | 'deepLiveness' | 'missingReadiness';

/** What a codemod starts from. */
export interface HealthEvidence {
  server: Server;
  /** The routes that say how the process is, in all of its files. */
  routes: HealthRoute[];
  /** What it connects to. */
  dependencies: Resource[];
}

export default createRule<Options, MessageId>({
  name: 'no-shallow-readiness',
  meta: {
    description: 'require that a readiness route asks what the service depends on, within a time limit, and a liveness route does not',
    family: 'servers',
    preset: 'strict',
    type: 'problem',
    messages: {
      shallowReadiness:
        'Requests are sent to this process while it can serve none: `{{path}}` answers the same whether or not {{dependencies}} can be reached. Ask each of them there, within a time limit, and answer 503 when one fails.',
      shallowHealth:
        'Requests are sent to this process while it can serve none: `{{path}}` is all that can be asked, and it answers the same whether or not {{dependencies}} can be reached. Add a readiness route that asks each of them within a time limit.',
      unboundedReadiness:
        'A dependency that hangs makes the checks of `{{path}}` pile up instead of failing: {{chain}} has no time limit. Give it one that is shorter than the interval of the probe.',
      deepLiveness:
        'An outage of a dependency restarts every process at once, which heals nothing: `{{path}}` asks for liveness and reaches {{chain}}. Answer OK while the process runs, and ask dependencies in the readiness route.',
      missingReadiness:
        'Requests are sent to this process before it is ready and after it has lost what it needs: no route of this {{framework}} application says whether {{dependencies}} can be reached. Add a readiness route that asks each of them within a time limit.',
    },
    schema: {
      type: 'object',
      properties: {
        missing: { type: 'boolean', description: 'Report an application that nobody can ask whether it is ready.' },
        health: { type: 'boolean', description: 'Report a `/health` that checks nothing where it is the only route of its kind.' },
      },
      additionalProperties: false,
    },
    defaultOptions: { missing: true, health: true },
    codemod: 'add-health-checks',
  },
  check(file, { options, report }) {
    const { project, module } = file;
    const routes = healthRoutesIn(project, module);
    const server = routes.length > 0 ? serverAround(project, module) : options.missing ? serverOf(project, module) : null;
    if (!server) return;
    const evidenceOf = (): HealthEvidence => ({ server, routes: healthRoutesOf(project, server), dependencies: dependenciesOf(project, server) });
    for (const route of routes) {
      const verdict = verdictOf(project, route);
      const path = route.path ?? '';
      if (verdict.kind === 'deep' || verdict.kind === 'unbounded') {
        const messageId = verdict.kind === 'deep' ? 'deepLiveness' : 'unboundedReadiness';
        report({ messageId, at: route.node, data: { path, chain: describeEffect(verdict.effect) }, evidence: evidenceOf() });
      } else if (verdict.kind === 'shallow') {
        const evidence = evidenceOf();
        const isOnly = evidence.routes.every(({ node }) => node === route.node);
        const isReadiness = route.kind === 'readiness';
        if (evidence.dependencies.length === 0 || (!isReadiness && !(options.health && isOnly && !answersStatus(project, server)))) continue;
        const data = { path, dependencies: list(evidence.dependencies) };
        report({ messageId: isReadiness ? 'shallowReadiness' : 'shallowHealth', at: route.node, data, evidence });
      }
    }

    if (!options.missing || server.module !== module || answersSomewhere(project, server)) return;
    const evidence = evidenceOf();
    if (evidence.dependencies.length === 0 || !hasRoutes(project, server)) return;
    report({
      messageId: 'missingReadiness',
      at: server.node,
      data: { framework: server.facts.name, dependencies: list(evidence.dependencies) },
      evidence,
    });
  },
});

/** More than these are counted. */
const SHOWN = 3;

/** `a, b and 4 more`. */
function list(dependencies: readonly Resource[]): string {
  const all = dependencies.map(({ name, module, node }) => `\`${name}\` (${basename(module.path)}:${module.lineOf(node.start)})`);
  const shown = all.length > SHOWN ? [...all.slice(0, SHOWN - 1), `${all.length - SHOWN + 1} more`] : all;
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}` : shown.join('');
}
