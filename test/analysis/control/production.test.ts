import { describe, expect, it } from 'vitest';
import { isLeftOutInProduction } from '../../../src/analysis/control/production.js';
import { parseModule } from '../../../src/analysis/project/module.js';

function isLeftOut(code: string): boolean {
  const parsed = parseModule('/main.ts', code);
  if ('reason' in parsed) throw new Error(parsed.reason);
  return isLeftOutInProduction(parsed.module, code.search(/\bhere\(/));
}

describe('what never runs in production', () => {
  it.each([
    "if (process.env.NODE_ENV === 'development') { here(); }",
    "if ('test' == process.env.NODE_ENV) here();",
    "if (process.env.NODE_ENV !== 'production') here();",
    "if (process.env.NODE_ENV === 'production') { there(); } else { here(); }",
    "if (!(process.env.NODE_ENV === 'production')) here();",
    "if (wanted && process.env['NODE_ENV'] === 'development') here();",
    "if (process.env.NODE_ENV === 'development' || process.env.NODE_ENV === 'test') here();",
    "process.env.NODE_ENV === 'development' && here();",
    "process.env.NODE_ENV === 'production' || here();",
    "const value = env.NODE_ENV === 'production' ? there() : here();",
    "const isProd = process.env.NODE_ENV === 'production'; if (!isProd) { try { here(); } catch {} }",
    "function run() { if (process.env.NODE_ENV !== 'development') return; here(); }",
    "function run() { if (process.env.NODE_ENV === 'production') { throw new Error('no'); } return () => here(); }",
  ])('%s', (code) => {
    expect(isLeftOut(code)).toBe(true);
  });
});

describe('what may run there', () => {
  it.each([
    'here();',
    "if (process.env.NODE_ENV === 'production') here();",
    "if (process.env.NODE_ENV !== 'test') here();",
    "if (process.env.NODE_ENV === 'development') { there(); } else { here(); }",
    "if (wanted || process.env.NODE_ENV === 'development') here();",
    "if (process.env.NODE_ENV === 'development') there(); here();",
    "if (process.env.NODE_ENV === 'development') there;\nhere();",
    "function run() { if (process.env.NODE_ENV === 'development') return; here(); }",
    "if (process.env.OTHER === 'development') { log(process.env.NODE_ENV); here(); }",
    "const isDev = wanted; if (isDev) here(); log(process.env.NODE_ENV);",
  ])('%s', (code) => {
    expect(isLeftOut(code)).toBe(false);
  });
});
