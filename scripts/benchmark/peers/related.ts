import type { CaseFamily } from '../cases.js';

/** The plugins that are compared, by the prefix of their rules, with their packages. */
export const PEERS: Record<string, string> = {
  core: 'eslint',
  sonarjs: 'eslint-plugin-sonarjs',
  unicorn: 'eslint-plugin-unicorn',
  promise: 'eslint-plugin-promise',
  n: 'eslint-plugin-n',
  'llm-core': 'eslint-plugin-llm-core',
};

/** The plugin that a rule is of. */
export function peerOf(rule: string): string {
  return rule.includes('/') ? rule.slice(0, rule.indexOf('/')) : 'core';
}

/** The rules whose subject is a family's, read generously: what they report need not be the defect itself. */
export const RELATED: Record<CaseFamily, readonly string[]> = {
  'n-plus-one': ['no-await-in-loop', 'llm-core/no-async-array-callbacks', 'llm-core/no-unbounded-promise-all'],
  'untimed-call': ['unicorn/prefer-abort-signal-timeout', 'unicorn/prefer-abort-signal-any', 'unicorn/explicit-timer-delay'],
  'error-logging': [
    'preserve-caught-error',
    'no-empty',
    'no-useless-catch',
    'no-ex-assign',
    'no-console',
    'no-unused-expressions',
    'sonarjs/no-ignored-exceptions',
    'sonarjs/no-useless-catch',
    'unicorn/no-unsafe-json-serialization',
    'promise/catch-or-return',
    'promise/prefer-catch',
    'n/handle-callback-err',
    'llm-core/no-swallowed-errors',
    'llm-core/no-empty-catch',
    'llm-core/structured-logging',
    'llm-core/throw-error-objects',
  ],
  'offset-pagination': [],
  'unbounded-session': ['require-atomic-updates', 'unicorn/prefer-dispose', 'unicorn/no-using-resource-escape'],
  'fan-out': ['llm-core/no-unbounded-promise-all', 'llm-core/no-async-array-callbacks'],
  retry: ['no-await-in-loop', 'no-constant-condition', 'no-unmodified-loop-condition'],
  shutdown: ['n/no-process-exit', 'n/process-exit-as-throw', 'unicorn/no-process-exit'],
  'server-guards': ['sonarjs/content-length', 'sonarjs/file-uploads', 'sonarjs/x-powered-by'],
  'background-job': [
    'require-atomic-updates',
    'no-async-promise-executor',
    'promise/catch-or-return',
    'llm-core/no-floating-promises',
    'llm-core/no-async-array-callbacks',
  ],
};
