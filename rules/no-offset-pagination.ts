import { createRule, type Span } from '../src/create-rule.js';
import type { ResolvedCall } from '../src/analysis/calls.js';
import { isHot } from '../src/analysis/control/hot.js';
import { ALLOW_SCHEMA, isAllowed, type Specifier } from '../src/analysis/effects/allow.js';
import { describeCall } from '../src/analysis/effects/chain.js';
import type { FileAnalysis } from '../src/analysis/file.js';
import type { Node } from '../src/analysis/project/ast.js';
import { growingOffset } from '../src/analysis/queries/offset.js';

interface Options {
  /** Report paging outside of requests and messages, too: in jobs, exports and helpers that nothing in view calls. */
  everywhere: boolean;
  /** What is left alone. */
  allow: Specifier[];
}

type MessageId = 'offsetPagination';

/** What a codemod starts from. */
export interface OffsetEvidence {
  call: ResolvedCall;
  /** The number of rows to skip; the whole statement where SQL says it. */
  offset: Node;
}

export default createRule<Options, MessageId>({
  name: 'no-offset-pagination',
  meta: {
    description: 'disallow paging by an offset that grows',
    family: 'queries',
    preset: 'strict',
    presetOptions: { strict: { everywhere: true } },
    type: 'problem',
    messages: {
      offsetPagination:
        'The deeper the page, the slower {{call}}: the database reads every skipped row and throws it away, and rows that come or go meanwhile are shown twice or never. Continue after the last row instead: {{keyset}}.',
    },
    schema: {
      type: 'object',
      properties: {
        everywhere: {
          type: 'boolean',
          description: 'Report paging outside of requests and messages, too: in jobs, exports and helpers that nothing in view calls.',
        },
        allow: ALLOW_SCHEMA,
      },
      additionalProperties: false,
    },
    defaultOptions: { everywhere: false, allow: [] },
    codemod: 'keyset-pagination',
  },
  check(file, { options, report }) {
    const reported = new Set<number>();
    for (const call of file.calls()) {
      const offset = growingOffset(file.project, call);
      if (!offset || isAllowed(options.allow, { steps: [], call })) continue;
      const at = isIn(file, offset) ? offset : call.node;
      if (reported.has(at.start) || !(options.everywhere || isHot(file.project, call.node))) continue;
      reported.add(at.start);
      report({ at, messageId: 'offsetPagination', data: { call: describeCall(call), keyset: keysetOf(call) }, evidence: { call, offset } satisfies OffsetEvidence });
    }
  },
});

function isIn({ module }: FileAnalysis, node: Span): boolean {
  let root = node as { parent?: unknown };
  while (root.parent) root = root.parent;
  return root === module.program;
}

function keysetOf({ target }: ResolvedCall): string {
  return target.model.keyset ? `\`${target.model.keyset}\`` : 'filter by the last key, in the order of a unique key';
}
