import { join } from 'node:path';
import { Visitor, type CallExpression } from 'oxc-parser';
import type { Codemod, Plan } from '../../src/codemod/codemod.js';
import { createRule } from '../../src/create-rule.js';
import { addImports } from '../../src/edit/imports.js';
import { relativeSpecifier } from '../../src/edit/modules.js';
import { setCallOptions } from '../../src/edit/options.js';
import { wrapInCall } from '../../src/edit/wrap.js';

/** A call of `request(url, options)` without a timeout. */
export const rule = createRule<{ name: string }, 'missingTimeout'>({
  name: 'require-request-timeout',
  meta: {
    description: 'require a timeout for request()',
    family: 'timeouts',
    preset: 'recommended',
    type: 'problem',
    messages: { missingTimeout: 'A dead host hangs {{name}}() for ever: give it a timeout.' },
    schema: { type: 'object', properties: { name: { type: 'string' } }, additionalProperties: false },
    defaultOptions: { name: 'request' },
  },
  check(file, { options, report }) {
    new Visitor({
      CallExpression(node) {
        if (node.callee.type !== 'Identifier' || node.callee.name !== options.name) return;
        const text = file.module.text.slice(node.start, node.end);
        if (!text.includes('timeout'))
          report({ messageId: 'missingTimeout', at: node, data: { name: options.name }, evidence: node });
      },
    }).visit(file.module.program);
  },
});

/** Adds the timeout; with `--guard` it also wraps each call in a generated module's function. */
export const codemod: Codemod = {
  name: 'add-request-timeouts',
  summary: 'Give each request() a timeout',
  rule: rule.definition.name,
  options: [
    { flag: 'timeout-ms', type: 'number', default: 1000, description: 'Timeout of a request in milliseconds' },
    { flag: 'unit', type: 'string', default: '', description: 'Text behind the number' },
    { flag: 'guard', type: 'boolean', default: false, description: 'Wrap the calls' },
  ],
  async plan({ packageDir, files, options, style }) {
    const guard = join(packageDir, 'guard.js');
    const edits: Plan['edits'] = new Map();
    const declined: Plan['declined'] = [];
    for (const { path, analysis, findings } of files) {
      const source = analysis.module;
      const calls = findings.map(({ evidence }) => evidence as CallExpression);
      const planned = calls.flatMap((call) => {
        const value = `${String(options['timeoutMs'])}${String(options['unit'])}`;
        const change = setCallOptions(source, call, 1, [{ path: ['timeout'], value }]);
        if (!change) declined.push({ path, line: source.lineOf(call.start), reason: 'The options are spread.' });
        return change ?? [];
      });
      if (planned.length > 0 && options['guard']) {
        const from = relativeSpecifier(path, guard, style.importExtensions);
        const { names, edits: imports } = addImports(source, [{ from, name: 'guard' }]);
        planned.push(...imports, ...calls.flatMap((call) => wrapInCall(call, names[0]!, { deferred: true }) ?? []));
      }
      if (planned.length > 0) edits.set(path, planned);
    }
    const module = 'export const guard = (run) => run();\n';
    const isGuarded = options['guard'] === true && edits.size > 0;
    const dependencies: Plan['dependencies'] = isGuarded ? { cockatiel: '^3.2.1' } : {};
    return { edits, create: new Map(isGuarded ? [[guard, module]] : []), dependencies, declined };
  },
};
