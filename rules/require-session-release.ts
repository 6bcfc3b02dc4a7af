import { createRule } from '../src/create-rule.js';
import { quote } from '../src/edit/print.js';
import { styleOf } from '../src/edit/style.js';
import { tryFinally } from '../src/edit/try-finally.js';
import type { FileAnalysis } from '../src/analysis/file.js';
import { describeCall } from '../src/analysis/effects/chain.js';
import { isInside, type Node } from '../src/analysis/project/ast.js';
import { nodesOf } from '../src/analysis/project/module.js';
import { beginsTransaction } from '../src/analysis/control/transactions.js';
import { describeExit } from '../src/analysis/sessions/exits.js';
import { openingsOf, type Opening } from '../src/analysis/sessions/openings.js';
import { releaseFault, type ReleaseFault } from '../src/analysis/sessions/release.js';
import type { Acquisition } from '../src/models/model.js';

type MessageId = 'neverReleased' | 'releaseNotGuaranteed' | 'doubleRelease' | 'releaseInFinally';

/** What a codemod starts from. */
export interface ReleaseEvidence {
  opening: Opening;
  fault: ReleaseFault;
}

/** What it costs when one of a kind isn't given back. */
const COST: Record<Acquisition['kind'], string> = {
  'pooled-client': 'the pool loses a connection, until every caller waits for one',
  'query-runner': 'the pool loses a connection, until every caller waits for one',
  connection: 'a connection stays open, until the server takes no more',
  transaction: 'a transaction stays open and keeps its connection and its locks',
  session: 'a session stays open on the server',
  channel: 'a channel stays open on the server',
  cursor: 'a cursor stays open on the server',
  stream: 'a stream stays open',
  lock: 'a lock stays taken',
  reader: 'a stream stays locked',
  process: 'a process is left running',
  browser: 'a browser is left running',
};

export default createRule<object, MessageId>({
  name: 'require-session-release',
  meta: {
    description: 'require that clients, sessions, transactions and locks are given back on every path',
    family: 'sessions',
    preset: 'recommended',
    type: 'problem',
    hasSuggestions: true,
    messages: {
      neverReleased: 'On every run {{cost}}: nothing gives back what {{call}} takes here. {{remedy}}',
      releaseNotGuaranteed: 'When {{when}}, {{cost}}: what {{call}} takes here is not given back on that path. {{remedy}}',
      doubleRelease:
        'Where a client is given back twice, the pool throws or hands one connection to two callers: what {{call}} took on line {{line}} may have been given back before this. Give it back once, in `finally`.',
      releaseInFinally: 'Call `{{release}}` in `finally`.',
    },
    schema: { type: 'object', properties: {}, additionalProperties: false },
    defaultOptions: {},
  },
  check(file, { report }) {
    for (const opening of openingsOf(file.project, file.module)) {
      if (opening.acquisition.kind === 'stream' || endsWithItsConnection(opening)) continue;
      const fault = releaseFault(file.project, opening);
      if (!fault) continue;
      const evidence: ReleaseEvidence = { opening, fault };
      const call = opening.wrapper === undefined ? describeCall(opening.call) : `\`${opening.wrapper}\` (${describeCall(opening.call)})`;
      if (fault.kind === 'twice') {
        const line = String(file.module.lineOf(opening.call.node.start));
        report({ at: fault.second, messageId: 'doubleRelease', data: { call, line }, evidence });
        continue;
      }
      const when = fault.kind === 'skipped' ? describeExit(file.module, fault.exit) : '';
      report({
        at: opening.call.node,
        messageId: fault.kind === 'never' ? 'neverReleased' : 'releaseNotGuaranteed',
        data: { call, cost: COST[opening.acquisition.kind], remedy: remedyOf(opening), when },
        suggestions: suggest(file, opening, fault),
        evidence,
      });
    }
  },
});

/** A transaction that is begun on a connection: its end is another question than that of the connection. */
function endsWithItsConnection({ acquisition }: Opening): boolean {
  return acquisition.kind === 'transaction' && acquisition.receiver === true;
}

function remedyOf({ binding, done, acquisition, perRequest }: Opening): string {
  if (perRequest) return `Make it once, outside of what runs for each request, or call \`${binding?.name ?? 'it'}.${acquisition.release[0]}()\` in \`finally\`.`;
  const scoped = acquisition.scoped ? `, or use \`${acquisition.scoped}\`, which does so by itself` : '';
  if (done) return `Call \`${done.name}()\` on every path${scoped}.`;
  const [first, second] = acquisition.release;
  if (!binding) return `Keep it in a variable and call \`${first}()\` in \`finally\`${scoped}.`;
  if (acquisition.kind === 'transaction') {
    return `Call \`${binding.name}.${first}()\` or \`${binding.name}.${second ?? first}()\` on every path${scoped}.`;
  }
  return `Call \`${binding.name}.${first}()\` in \`finally\`${scoped}.`;
}

/** `const client = await pool.connect();` with the rest of its block in `try`, and the release in `finally`. */
function suggest(file: FileAnalysis, opening: Opening, fault: ReleaseFault) {
  const { binding, fn, acquisition } = opening;
  const declaration = binding?.declarations[0]?.parent?.parent;
  const block = declaration?.parent;
  if (!binding || opening.perRequest || acquisition.kind === 'transaction' || acquisition.receiver || fault.kind === 'twice') return undefined;
  if (declaration?.type !== 'VariableDeclaration' || declaration.kind !== 'const' || declaration.declarations.length !== 1) return undefined;
  if (block?.type !== 'BlockStatement') return undefined;
  const rest = (block.body as Node[]).filter((statement) => statement.start >= declaration.end);
  const releases = fault.kind === 'skipped' ? fault.releases.map(statementOf) : [];
  if (!releases.every((statement) => statement !== null && isInside(statement, block) && hasNeighbours(statement))) return undefined;
  const replaced = releases as Node[];
  const isWaiting = fn?.async === true && acquisition.kind !== 'pooled-client' && acquisition.kind !== 'reader';
  const call = `${binding.name}.${acquisition.release[0]}()`;
  const written = replaced[0] && file.module.text.slice(replaced[0].start, replaced[0].end).replace(/;$/, '');
  const cleanup = written ?? (isWaiting ? `await ${call}` : call);
  const edits = tryFinally(file.module, { statements: rest, cleanup, replaced, onError: rollbackOf(file, opening, rest) });
  return edits ? [{ messageId: 'releaseInFinally' as const, data: { release: call }, edits }] : undefined;
}

/** A connection must not go back with an open transaction: the roll-back, where the code has none for errors. */
function rollbackOf(file: FileAnalysis, { binding, fn }: Opening, statements: Node[]): string | null {
  const isWithin = (node: Node) => statements.some((statement) => isInside(node, statement));
  if (!fn?.async || nodesOf(file.module, 'CatchClause').some(isWithin)) return null;
  for (const call of file.calls('transaction', 'query')) {
    if (!isWithin(call.node) || call.node.type !== 'CallExpression' || call.node.callee.type !== 'MemberExpression') continue;
    const { object } = call.node.callee;
    if (object.type !== 'Identifier' || object.name !== binding?.name) continue;
    const member = call.call.acquires?.receiver ? call.call.acquires.release[1] : undefined;
    if (member) return `await ${object.name}.${member}()`;
    if (!beginsTransaction(file.project, call)) continue;
    const { callee } = call.node;
    return `await ${file.module.text.slice(callee.start, callee.end)}(${quote('ROLLBACK', styleOf(file.module))})`;
  }
  return null;
}

/** Whether a block is left with other statements when this one is taken out. */
function hasNeighbours({ parent }: Node): boolean {
  return parent?.type === 'BlockStatement' && parent.body.length > 1;
}

/** The statement that is nothing but a release. */
function statementOf(release: Node): Node | null {
  let node: Node | null | undefined = release.parent;
  while (node?.type === 'AwaitExpression' || node?.type === 'ChainExpression') node = node.parent;
  return node?.type === 'ExpressionStatement' ? node : null;
}
