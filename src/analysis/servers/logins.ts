import type { ResilienceSettings } from '../../settings.js';
import { calleeOf, isCall, isFunction, memberName, plainArguments, type Node } from '../project/ast.js';
import type { Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { mayCount } from './guards.js';
import { routesOf, type Route } from './routes.js';
import { serverAround } from './server.js';

/** A route by which clients prove who they are, as often as they like. */
export interface UnlimitedLogin {
  /** What registers it. */
  node: Node;
  path: string;
}

/** Ends of paths under which a client offers a secret. */
const LOGIN =
  /(?:^|[/_-])(?:log-?in|sign-?in|authenticate|anonymous|otp|totp|2fa|mfa|magic-?link|password|(?:forgot|reset|recover|change|verify|check)-?password|password-?(?:reset|recovery|forgot)|verify-?(?:authentication|otp|code|totp|pin|2fa|mfa|email|phone)|(?:auth|oauth|access)\/token)\/?$/i;

/** Text of a module that sends somebody away for asking too often. */
const REFUSES = /\b429\b|too_?many/i;

/** The routes of a module by which clients of an application log in that limits nobody, in source order. */
export function unlimitedLogins(project: Project, module: Module, settings: ResilienceSettings): UnlimitedLogin[] {
  const logins = routesOf(project, module).flatMap((route) =>
    route.path !== null && LOGIN.test(route.path) && isOpen(module, route) ? [{ node: registration(module, route), path: route.path }] : [],
  );
  if (logins.length === 0) return [];
  const server = serverAround(project, module);
  return server && !REFUSES.test(module.text) && !mayCount(project, server, settings) ? logins : [];
}

/** Decorators of routes that take what a client sends. */
const VERB = /^(?:Post|Put|All)\b/;

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
  const decorators = decoratorsOf(node).map((expression) => textOf(module, expression));
  return decorators.some((text) => VERB.test(text)) && !decorators.some((text) => /^UseGuards\b/.test(text) || (!/^(?:Post|Put|All|Api|Version|HttpCode)/.test(text) && PROTECTS.test(text)));
}

/** The callee of a call, or the decorator that names the path. */
function registration(module: Module, { node }: Route): Node {
  if (isCall(node)) return calleeOf(node);
  return decoratorsOf(node).find((expression) => VERB.test(textOf(module, expression))) ?? node;
}

function decoratorsOf(key: Node): Node[] {
  return ((key.parent as { decorators?: { expression: Node }[] } | null)?.decorators ?? []).map(({ expression }) => expression);
}

function textOf({ text }: Module, { start, end }: Node): string {
  return text.slice(start, end);
}
