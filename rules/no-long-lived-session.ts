import { createRule } from '../src/create-rule.js';
import { isConcept } from '../src/analysis/calls.js';
import { describeEffect, describeList } from '../src/analysis/effects/chain.js';
import { calleeOf, isCall, type Node } from '../src/analysis/project/ast.js';
import { heldTransactions } from '../src/analysis/sessions/held-open.js';
import { keptOpen } from '../src/analysis/sessions/kept-open.js';
import { longTransactions, type LongTransaction } from '../src/analysis/sessions/long-lived.js';
import { longUnitsOfWork } from '../src/analysis/sessions/unit-of-work.js';

interface Options {
  /** Report loops over lists that the function is given, or that belong to what it is given, too. */
  inputLists: boolean;
}

type MessageId =
  | 'transactionOverList'
  | 'transactionOverPages'
  | 'transactionOverCallback'
  | 'unitOfWorkOverList'
  | 'unitOfWorkOverPages'
  | 'unitOfWorkKept'
  | 'connectionKept';

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
      unitOfWorkOverList:
        'Each turn over {{list}} (line {{line}}) compares every row that this unit of work has loaded since it began ({{chain}}), and keeps them all in memory: a table twice as long takes four times as long. Begin a unit of work for each element or batch, or let it forget (`{{forgets}}()`) after each.',
      unitOfWorkOverPages:
        'The unit of work keeps the rows of every page ({{chain}}) until the loop on line {{line}} has read the last one: the memory of the whole table is needed after all. Begin one for each page, or let it forget (`{{forgets}}()`) after each.',
      unitOfWorkKept:
        '`{{call}}` begins one unit of work for the whole life of the process, and every {{by}} that uses it (line {{line}}) adds to what it keeps: memory grows until the process dies, old values are read again, and what one leaves half done the next one writes. Begin one for each {{by}}.',
      connectionKept:
        '`{{call}}` takes one connection for the whole life of the process, and every {{by}} uses it (line {{line}}): those that overlap end up in one transaction, and once the connection breaks all of them fail. Open it for each {{by}}, and give it back in `finally`.',
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
    for (const kept of keptOpen(file.project, file.module)) {
      const { call, use, by, keeps } = kept;
      const data = { call: call.label, by: USERS[by], line: String(file.module.lineOf(use.start)) };
      report({ at: headOf(call.node), messageId: keeps === 'rows' ? 'unitOfWorkKept' : 'connectionKept', data, evidence: kept });
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
    // A list that is passed in is as long as a request; what is kept for that is gone with it.
    for (const found of longUnitsOfWork(file.project, file.module, (source) => source === 'table' || source === 'pages')) {
      const { node, loop, over, effect, forgets } = found;
      const data = { chain: describeEffect(effect), line: String(file.module.lineOf(loop.start)), forgets };
      if (!over) report({ at: node, messageId: 'unitOfWorkOverPages', data, evidence: found });
      else report({ at: node, messageId: 'unitOfWorkOverList', data: { ...data, list: describeList(file.module, over) }, evidence: found });
    }
  },
});

/** What it leads to that a transaction is held while other code queries on another connection, or waits for something else. */
const HARM = {
  query: 'that work takes a second one, and once as many callers run as the pool has connections, all of them wait for ever',
  wait: 'and once as many callers run as the pool has connections, no other query gets one',
};

/** Who uses what is kept open. */
const USERS = { handler: 'HTTP request', consumer: 'message', job: 'run', caller: 'caller' };

/** What begins a transaction, without the callback. */
function headOf(start: Node): Node {
  return isCall(start) ? calleeOf(start) : start;
}
