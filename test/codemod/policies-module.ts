import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { afterAll } from 'vitest';
import { printDependency, printPolicies, printServiceAt, type Limits, type Shape } from '../../codemods/wrap-external-calls/policies.js';

/** What a generated policies module exports. */
export interface Policies {
  payments: Dependency;
  pricing: Dependency;
  serviceAt(target: string | URL | { url: string }): Dependency;
  TimeoutError: new (dependency: string) => Failure;
  CircuitOpenError: new (dependency: string) => Failure;
  onCircuitChange(listener: (change: { dependency: string; state: string }) => void): { dispose(): void };
}

export interface Failure extends Error {
  status: number;
  dependency: string;
}

export interface Dependency {
  idempotent: Make;
  once: Make;
}

type Make = <T>(run: (signal: AbortSignal) => PromiseLike<T>, options?: CallOptions<T>) => Promise<T>;

export interface CallOptions<T> {
  signal?: AbortSignal | null;
  fallback?: (failure: unknown) => T | PromiseLike<T>;
}

export const FLAVOURS: Record<string, Shape> = {
  TypeScript: { language: 'ts', modules: 'esm', mergesSignals: false },
  'CommonJS for older Node.js': { language: 'js', modules: 'cjs', mergesSignals: true },
};

/** Quick to fail, so that tests are quick; the circuit stays closed unless a test says otherwise. */
const LIMITS: Limits = { timeoutMs: 300, retries: 2, maxDelayMs: 2_000, failureShare: 0.5, minCalls: 1_000, halfOpenAfterMs: 200 };

const compiled = new Map<string, string>();

function compile(text: string): string {
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  const present = compiled.get(text) ?? ts.transpileModule(text, { compilerOptions }).outputText;
  compiled.set(text, present);
  return present;
}

// The first time takes long, and blocks the tests that run at the same time.
compile(printPolicies(LIMITS, FLAVOURS['TypeScript']!));

const WORK = join(import.meta.dirname, '../../.tmp');
const folders: string[] = [];
afterAll(() => folders.forEach((dir) => rmSync(dir, { recursive: true, force: true })));

/** Writes a policies module with two dependencies into a folder of its own, compiles it where it is TypeScript, and loads it. */
export async function loadPolicies(shape: Shape, limits: Partial<Limits> = {}): Promise<Policies> {
  mkdirSync(WORK, { recursive: true });
  const dir = mkdtempSync(join(WORK, 'policies-'));
  folders.push(dir);
  const dependencies = ['payments', 'pricing'].map((name) => `${printDependency(name, name, null, shape)}\n`);
  const text = `${printPolicies({ ...LIMITS, ...limits }, shape)}\n${printServiceAt(shape)}\n\n${dependencies.join('')}`;
  const path = join(dir, shape.modules === 'cjs' ? 'policies.cjs' : 'policies.mjs');
  writeFileSync(path, shape.language === 'ts' ? compile(text) : text);
  const module: unknown = shape.modules === 'cjs' ? createRequire(path)(path) : await import(pathToFileURL(path).href);
  return module as Policies;
}
