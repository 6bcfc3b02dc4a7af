import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import eslintPlugin from 'eslint-plugin-eslint-plugin';
import resilience from 'eslint-plugin-resilience';
import tseslint from 'typescript-eslint';

export default defineConfig([
  globalIgnores(['dist/', 'fixtures/', '.tmp/', 'coverage/', 'test/**/*-fixtures/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  { files: ['**/*.js'], languageOptions: { globals: { console: 'readonly', process: 'readonly' } } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidOperator: true }],
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      // A variable that a callback sets, and a field of a syntax tree that can be null, look constant to it.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // `noUncheckedIndexedAccess` asks for it wherever an index is known to be there.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // A literal beside `string` documents a word with a meaning of its own.
      '@typescript-eslint/no-redundant-type-constituents': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      // An interface may ask for a promise.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // Objects here are records of functions without a `this`.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['test/**'],
    rules: {
      // Matchers of the test runner are `any`.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      // A callback that may also answer with a value.
      '@typescript-eslint/no-invalid-void-type': 'off',
      // What the terminal is told holds escapes.
      'no-control-regex': 'off',
    },
  },
  { files: ['rules/**', 'src/create-rule.ts'], extends: [eslintPlugin.configs.recommended] },
  resilience.configs.strict,
]);
