import { createRule } from '../src/create-rule.js';
import { isConcept } from '../src/analysis/calls.js';
import { describeEffect, describeList } from '../src/analysis/effects/chain.js';
import { calleeOf, isCall, type Node } from '../src/analysis/project/ast.js';
import { heldTransactions } from '../src/analysis/sessions/held-open.js';
import { longTransactions, type LongTransaction } from '../src/analysis/sessions/long-lived.js';

interface Options {
  /** Report loops over lists that the function is given, or that belong to what it is given, too. */
  inputLists: boolean;
}

type MessageId = 'transactionOverList' | 'transactionOverPages' | 'transactionOverCallback';

export default createRule<Options, MessageId>({
  name: 'no-long-lived-session',
  meta: {
    description: 'disallow one transaction round a loop that grows with the data',
    family: 'sessions',
    preset: 'strict',
    presetOptions: { all: { inputLists: true } },
    type: 'problem',
    messages: {
      transactionOverList:
        'This transaction stays open while {{chain}} runs for each element of {{list}} (line {{line}}): its locks and its connection are held for {{length}}, and one failure undoes everything. Begin a short transaction for each element, or for each batch.',
      transactionOverPages:
        'This transaction stays open until the loop on line {{line}} has read the last page ({{chain}}): its locks and its connection are held for the whole table, and one failure undoes everything. Begin a short transaction for each page.',
      transactionOverCallback:
        'This transaction stays open while `{{run}}` runs (line {{line}}), for as long as the work of a caller takes ({{chain}}): its connection is held meanwhile, {{harm}}. Take a lock that needs no open transaction, or end it before the work.',
    },
    schema: {
      type: 'object',
      properties: {
        inputLists: {
          type: 'boolean',
          description: 'Report loops over lists that the function is given, or that belong to what it is given, too.',
        },
      },
      additionalProperties: false,
    },
    defaultOptions: { inputLists: false },
    codemod: 'isolate-sessions',
  },
  check(file, { options, report }) {
    for (const found of heldTransactions(file.project, file.module)) {
      const { transaction, run, effect } = found;
      const callee = calleeOf(run);
      const data = { run: file.module.text.slice(callee.start, callee.end), line: String(file.module.lineOf(run.start)), chain: describeEffect(effect), harm: isConcept(effect.call, 'query') ? HARM.query : HARM.wait };
      report({ at: headOf(transaction.start), messageId: 'transactionOverCallback', data, evidence: found });
    }
    const accepted = new Set<LongTransaction['source']>(options.inputLists ? ['table', 'pages', 'input'] : ['table', 'pages']);
    for (const found of longTransactions(file.project, file.module, (source) => accepted.has(source))) {
      const { transaction, loop, over, source, effect } = found;
      const line = String(file.module.lineOf(loop.start));
      const data = { chain: describeEffect(effect), line };
      const at = headOf(transaction.start);
      if (!over) report({ at, messageId: 'transactionOverPages', data, evidence: found });
      else {
        const length = source === 'table' ? 'as many rows as the table has' : 'as long as the list is';
        report({ at, messageId: 'transactionOverList', data: { ...data, length, list: describeList(file.module, over) }, evidence: found });
      }
    }
  },
});

/** What it leads to that a transaction is held while other code queries on another connection, or waits for something else. */
const HARM = {
  query: 'that work takes a second one, and once as many callers run as the pool has connections, all of them wait for ever',
  wait: 'and once as many callers run as the pool has connections, no other query gets one',
};

/** What begins a transaction, without the callback. */
function headOf(start: Node): Node {
  return isCall(start) ? calleeOf(start) : start;
}
