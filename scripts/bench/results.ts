import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { SECTIONS, type Row, type Section } from './row.js';

/** What was measured, and on what. */
export interface Results {
  facts: MachineFacts;
  rows: Row[];
}

export interface MachineFacts {
  cores: number;
  cpu: string;
  gigabytes: number;
  node: string;
  /** Processes that wanted to run at the beginning, by a minute's mean: more than there are cores disturb each other. */
  load: number;
}

export function factsOfMachine(): MachineFacts {
  const [cpu] = cpus();
  return { cores: cpus().length, cpu: cpu?.model ?? 'unknown', gigabytes: Math.round(totalmem() / 2 ** 30), node: process.versions.node, load: loadavg()[0]! };
}

/** Adds results to those in a file: the parts that were measured now take the place of the same parts there. */
export function stored(file: string, { facts, rows }: Results): Results {
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Results) : { facts, rows: [] };
  const measured = new Set(rows.map(({ section }) => section));
  const kept = [...known.rows.filter(({ section }) => !measured.has(section)), ...rows];
  const order = Object.keys(SECTIONS) as Section[];
  const merged = {
    facts: { ...facts, load: Math.max(facts.load, known.facts.load) },
    rows: kept.sort((a, b) => order.indexOf(a.section) - order.indexOf(b.section)),
  };
  writeFileSync(file, `${JSON.stringify(merged, null, 2)}\n`);
  return merged;
}
