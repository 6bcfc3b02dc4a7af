import type { ResilienceSettings } from '../../settings.js';
import { calleeOf, isCall, isFunction, memberName, plainArguments, type Node } from '../project/ast.js';
import type { Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { missingGuards } from './guards.js';
import { routesOf, type Route } from './routes.js';
import { serverAround } from './server.js';

/** A route by which clients prove who they are, as often as they like. */
export interface UnlimitedLogin {
  node: Node;
  path: string;
}

/** Ends of paths under which a client offers a secret. */
const LOGIN =
  /(?:^|[/_-])(?:log-?in|sign-?in|authenticate|anonymous|otp|totp|2fa|mfa|magic-?link|password|(?:forgot|reset|recover|change|verify|check)-?password|password-?(?:reset|recovery|forgot)|verify-?(?:authentication|otp|code|totp|pin|2fa|mfa|email|phone)|(?:auth|oauth|access)\/token)\/?$/i;

/** The routes of a module by which clients of an application log in that limits nobody, in source order. */
export function unlimitedLogins(project: Project, module: Module, settings: ResilienceSettings): UnlimitedLogin[] {
  const logins = routesOf(project, module).flatMap((route) =>
    route.path !== null && LOGIN.test(route.path) && isOpen(module, route) ? [{ node: route.node, path: route.path }] : [],
  );
  if (logins.length === 0) return [];
  const server = serverAround(project, module);
  return server && missingGuards(project, server, settings).includes('rate-limit') ? logins : [];
}

/** Names of what lets only those through who are known already. */
const PROTECTS = /auth|jwt|session|protect|logged|permission|role|guard|require/i;

/** Whether a route takes what clients send, from anybody. */
function isOpen(module: Module, { node }: Route): boolean {
  if (isCall(node)) {
    const callee = calleeOf(node);
    const verb = callee.type === 'MemberExpression' ? (memberName(callee) ?? '') : '';
    const before = plainArguments(node).slice(1, -1).filter((argument) => !isFunction(argument));
    return /^(?:post|put|all|route)$/.test(verb) && !before.some((argument) => PROTECTS.test(textOf(module, argument)));
  }
  const decorators = (node.parent as { decorators?: { expression: Node }[] } | null)?.decorators?.map(({ expression }) => textOf(module, expression)) ?? [];
  return decorators.some((text) => /^(?:Post|Put|All)\b/.test(text)) && !decorators.some((text) => /^UseGuards\b/.test(text) || (!/^(?:Post|Put|All|Api|Version|HttpCode)/.test(text) && PROTECTS.test(text)));
}

function textOf({ text }: Module, { start, end }: Node): string {
  return text.slice(start, end);
}
