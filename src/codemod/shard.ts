import { dirname, relative, sep } from 'node:path';
import type { FindPackage } from './packages.js';
import { UserError } from './user-error.js';

/** One of several parts of a run, from 1. */
export interface Shard {
  index: number;
  count: number;
}

/** @throws {UserError} where the text isn't `i/n`. */
export function parseShard(text: string): Shard {
  const [, index, count] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (index === undefined || shard.index < 1 || shard.index > shard.count) {
    throw new UserError(`--shard takes i/n with i from 1 to n, for example 2/8, not ${text}.`);
  }
  return shard;
}

/**
 * The files of one shard. Packages stay whole, since what is generated for one is made once. The largest go first, each to the
 * shard that has the fewest files so far: every machine with the same commit divides alike, without asking the others.
 */
export async function filesOfShard(
  files: readonly string[],
  { index, count }: Shard,
  findPackage: FindPackage,
  root: string,
): Promise<string[]> {
  const byPackage = new Map<string, string[]>();
  for (const path of files) {
    // A package.json that can't be read is told of where its files are planned.
    const dir = await findPackage(path).then((owner) => owner.dir, () => dirname(path));
    byPackage.set(dir, [...(byPackage.get(dir) ?? []), path]);
  }
  const name = (dir: string) => relative(root, dir).split(sep).join('/');
  const packages = [...byPackage].sort(([a, own], [b, others]) => others.length - own.length || (name(a) < name(b) ? -1 : 1));
  const shards = Array.from({ length: count }, (): string[] => []);
  for (const [, own] of packages) shards.reduce((least, shard) => (shard.length < least.length ? shard : least)).push(...own);
  return shards[index - 1]!.sort();
}
