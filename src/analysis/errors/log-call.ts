import type { Call, LogShape } from '../../models/model.js';
import { calleeOf, memberName, unwrap, type CallNode, type Node } from '../project/ast.js';
import { bindingOf, moduleOf } from '../project/module.js';
import { memo, type Memo } from '../project/memo.js';
import type { Project } from '../project/project.js';
import { targetsOf, type Target } from '../values/call.js';
import { evaluate } from '../values/evaluate.js';
import { lookUpPlace } from '../values/options.js';
import { alternatives, type Receiver } from '../values/value.js';
import { ownLogCall } from './own-logger.js';

export type Level = Exclude<NonNullable<Call['level']>, 'any'>;

/** A call that writes a log line. */
export interface LogCall {
  node: CallNode;
  /** Null where it has none or it isn't known: `console.log`. */
  level: Level | null;
  /** What is called, as it is written: `this.logger.error`. */
  callee: string;
  /** The package that writes it; null for a logger of the project itself. */
  library: string | null;
  /** How it treats errors; null where that isn't known. */
  shape: LogShape | null;
  /** How an error is passed to it with its stack, as in `LogShape.fix`; null where that isn't known. */
  fix: string | null;
  /** On what the library's method is called, for its construction options. */
  receiver: Receiver | null;
}

/** The log call that a node is: of a modelled logger, or of one that the project wraps round it. Null for none. Memoised. */
export function logCallOf(project: Project, node: CallNode): LogCall | null {
  const table = project.derived<Node, Memo<LogCall | null>>('log calls');
  return memo(
    table,
    node,
    () => modelled(project, node) ?? ownLogCall(project, node),
    () => null,
  );
}

function modelled(project: Project, node: CallNode): LogCall | null {
  const targets = targetsOf(project, node).filter((target) => target.call.concept === 'log');
  const target = targets[0];
  if (!target) return null;
  const shapes = new Set(targets.map(shapeOf));
  const shape = shapes.size === 1 && !isFallback(project, node, target) ? shapeOf(target) : null;
  return {
    node,
    level: levelOf(project, node, target),
    callee: calleeText(node),
    library: target.model.package,
    shape,
    fix: shape?.fix ?? null,
    receiver: target.receiver,
  };
}

/** `logger ?? console`, `({ logger = console }) => …`: a ready-made logger that stands in where no other is given. */
function isFallback(project: Project, node: CallNode, { receiver }: Target): boolean {
  const callee = unwrap(calleeOf(node));
  if (receiver?.by !== 'default' || callee.type !== 'MemberExpression') return false;
  const object = unwrap(callee.object);
  const isPassed = object.type === 'Identifier' && bindingOf(moduleOf(node), object)?.kind === 'parameter';
  return isPassed || alternatives(evaluate(project, object)).some((value) => value.kind === 'unknown');
}

function shapeOf({ model, call }: Target): LogShape | null {
  return call.logShape ? (model.logShapes?.[call.logShape] ?? null) : null;
}

function levelOf(project: Project, node: CallNode, { call, receiver }: Target): Level | null {
  if (call.level) return call.level === 'any' ? null : call.level;
  for (const place of call.levelAt ?? []) {
    const found = lookUpPlace(project, { node, call, receiver }, place);
    if (found.state === 'present' && found.value.kind === 'literal') return namedLevel(String(found.value.value));
  }
  return null;
}

const LEVELS: Record<string, Level> = {
  fatal: 'fatal',
  critical: 'fatal',
  error: 'error',
  exception: 'error',
  warn: 'warn',
  warning: 'warn',
  info: 'info',
  log: 'info',
  debug: 'debug',
  verbose: 'debug',
  trace: 'trace',
};

/** The level that a method or a level's name stands for. */
export function namedLevel(name: string): Level | null {
  return Object.hasOwn(LEVELS, name) ? LEVELS[name]! : null;
}

/** Whether a line of this level says that something failed. */
export function tellsFailure(level: Level | null): boolean {
  return level === 'fatal' || level === 'error' || level === 'warn';
}

/** What is called, as it is written, on one line. */
export function calleeText(node: CallNode): string {
  const callee = unwrap(calleeOf(node));
  const text = moduleOf(node).text.slice(callee.start, callee.end).replace(/\s+/g, '');
  return text.length <= 40 || callee.type !== 'MemberExpression' ? text : `….${memberName(callee) ?? 'log'}`;
}
