import { GUARD_PACKAGES, INFRASTRUCTURE } from '../../models/guards.js';
import { GUARDS, type Guard } from '../../models/model.js';
import type { ResilienceSettings } from '../../settings.js';
import { modulesMentioning } from '../lifecycle/application.js';
import { isObject } from '../project/config-files.js';
import { isInComment, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import type { ModelIndex } from '../values/model-index.js';
import { evaluate } from '../values/evaluate.js';
import { lookUpClientOption } from '../values/options.js';
import { alternatives } from '../values/value.js';
import type { Server } from './server.js';

/**
 * Words by which code says that it has a guard, whoever wrote it. An application that says one of them anywhere is left
 * alone: what it does there may well be enough.
 */
const WORDS: Record<Guard, string> = {
  'body-limit': String.raw`body-?_?limit|max-?_?(?:body|request|payload|upload|file)-?_?(?:size|length|bytes)|content-length|payload-?_? ?too-?_? ?large|\b413\b`,
  'rate-limit': String.raw`(?:rate|request|attempt|login)s?[-_ ]?limit|throttl|slow-?down|brute|too-?_? ?many-?_? ?(?:requests|attempts)|\b429\b`,
  'request-timeout': String.raw`(?:request|handler|route|response|connect|server)-?_?timeout|TimeoutInterceptor|timeoutMiddleware|\b50[34]\b|gateway-?_? ?timeout|(?:req|res|ctx|request|response|server|socket|app)\.setTimeout|hono/timeout`,
  'request-id': String.raw`(?:request|correlation|trace|req|transaction)[-_]?id|traceparent|AsyncLocalStorage|opentelemetry|x-amzn-trace`,
};

/** What a codemod starts from that gives an application its guards. */
export interface GuardEvidence {
  server: Server;
  /** All guards that the application doesn't have, not only the one that is reported. */
  missing: Guard[];
}

/** The guards that nothing gives an application: no package, no word of its code, no infrastructure. */
export function missingGuards(project: Project, server: Server, settings: ResilienceSettings): Guard[] {
  return GUARDS.filter((guard) => !isProvided(settings, guard) && !hasGuard(project, server, guard));
}

/** Whether the settings say that something in front of the application has a guard. */
export function isProvided({ providedBy }: ResilienceSettings, guard: Guard): boolean {
  return providedBy.some((provider) => provider === guard || INFRASTRUCTURE[provider]?.includes(guard));
}

/** Whether an application has a guard, or may have one. Memoised. */
function hasGuard(project: Project, server: Server, guard: Guard): boolean {
  const table = project.derived<Server['node'], boolean>(`guard ${guard}`);
  let has = table.get(server.node);
  if (has === undefined) table.set(server.node, (has = isBuiltIn(project, server, guard) || isInstalled(project, server, guard) || isMentioned(project, server, guard)));
  return has;
}

/** Words by which code counts requests or attempts. An answer with 429 may be about anything. */
const COUNTS = /(?:rate|request|attempt|login)s?[-_ ]?limit|throttl|slow-?down|brute/i;

/** Whether something may count the requests of an application, of one route or of all: less is known then than that it does. */
export function mayCount(project: Project, server: Server, settings: ResilienceSettings): boolean {
  if (isProvided(settings, 'rate-limit') || isInstalled(project, server, 'rate-limit')) return true;
  const names = packagesWith(project.models, 'rate-limit').map((name) => name.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`${COUNTS.source}|['"](?:${names.join('|')})['"/]`, 'i');
  const { modules, others } = modulesMentioning(project, server.module, pattern);
  return [...modules, ...others].some((each) => isInCode(each, pattern));
}

/** Whether the framework itself has it. */
function isBuiltIn(project: Project, { receiver, facts }: Server, guard: Guard): boolean {
  const limit = Object.values(receiver.model.timeouts ?? {}).find(({ covers, client }) => covers === 'handler' && client !== undefined)?.client;
  if (guard === 'body-limit') return facts.bodyLimit !== null;
  if (guard === 'request-timeout') return limit !== undefined && lookUpClientOption(project, receiver, limit).state !== 'absent';
  if (guard !== 'request-id' || !facts.requestId) return false;
  const logger = lookUpClientOption(project, receiver, facts.requestId);
  if (logger.state === 'absent') return false;
  return logger.state !== 'present' || !alternatives(evaluate(project, logger.node)).every((value) => value.kind === 'literal' && !value.value);
}

/** Whether a package that has it is installed for the application: it may be loaded by the command that starts it. */
function isInstalled(project: Project, { module }: Server, guard: Guard): boolean {
  const { dependencies } = project.resolver.packageOf(module.path)?.json ?? {};
  return isObject(dependencies) && packagesWith(project.models, guard).some((name) => name in dependencies);
}

/** Whether code of the process imports such a package, or says one of the words outside of a comment. */
function isMentioned(project: Project, { module }: Server, guard: Guard): boolean {
  const names = packagesWith(project.models, guard).map((name) => name.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`${WORDS[guard]}|['"](?:${names.join('|')})['"/]`, 'i');
  const { modules, others } = modulesMentioning(project, module, pattern);
  return [...modules, ...others].some((each) => isInCode(each, pattern));
}

function isInCode(module: Module, pattern: RegExp): boolean {
  return [...module.text.matchAll(new RegExp(pattern, 'gi'))].some(
    ({ index, 0: { length } }) => !isInComment(module, index) && !isAboutOthers(module.text, index, index + length),
  );
}

/**
 * Whether code speaks of the limits of the services that it calls: `error.status === TOO_MANY_REQUESTS`, `[429, 503]`, and
 * the sentences in which it says so.
 */
function isAboutOthers(text: string, start: number, end: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', start) + 1, start);
  const rest = /^[^\n]*/.exec(text.slice(end))![0];
  if (/(?:[=!]==?|\bcase)\s*[\w.?]*$/.test(line) || /^\s*(?:[=!]==?|:\s*$)/.test(rest)) return true;
  if (/[[,]\s*$/.test(line) && /^\s*[,\]]/.test(rest)) return true;
  const quote = /(['"`])(?:(?!\1).)*$/.exec(line.replace(/(['"`])(?:(?!\1).)*\1/g, ''));
  return quote !== null && /\s/.test(quote[0] + text.slice(start, end)) && rest.includes(quote[1]!);
}

function packagesWith(models: ModelIndex, guard: Guard): string[] {
  const modelled = models.all.filter(({ guards }) => guards?.includes(guard)).flatMap((model) => [model.package, ...(model.aliases ?? [])]);
  return [...GUARD_PACKAGES[guard], ...modelled];
}
