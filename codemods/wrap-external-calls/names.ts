import type { Dependency } from '../../src/analysis/dependencies/dependency.js';
import { nameOfHost, nameOfKey } from '../../src/analysis/dependencies/names.js';
import { RESERVED } from './policies.js';

/** What the services that nothing names are called together. */
const UNNAMED = 'external';

/** Words that JavaScript keeps for itself. */
const KEYWORDS = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally ' +
    'for function if implements import in instanceof interface let new null package private protected public return static super ' +
    'switch this throw true try typeof undefined var void while with yield'
  ).split(' '),
);

/**
 * Names for the services that some calls depend on, in the order of the calls. Services of one company that have hosts of
 * their own (`orders.example.com`, `prices.example.com`) are told apart by them.
 */
export function serviceNames(dependencies: readonly Dependency[]): string[] {
  const hosts = new Map<string, Set<string>>();
  for (const { name, host } of dependencies) {
    if (name === null || host === null || name !== nameOfHost(host)) continue;
    hosts.set(name, (hosts.get(name) ?? new Set()).add(host));
  }
  return dependencies.map(({ name, host }) => {
    if (name === null) return UNNAMED;
    const isShared = (hosts.get(name)?.size ?? 0) > 1 && host !== null && hosts.get(name)!.has(host);
    return isShared ? (nameOfKey(host.replace(/\.[^.]+$/, '')) ?? name) : name;
  });
}

/** The constant that stands for a service. */
export function constantFor(service: string): string {
  const name = /^[a-z]/i.test(service) ? service : `service${service[0]!.toUpperCase()}${service.slice(1)}`;
  return RESERVED.has(name) || KEYWORDS.has(name) ? `${name}Service` : name;
}
