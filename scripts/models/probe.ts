import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cac } from 'cac';
import { MODELS } from '../../src/models/index.js';
import type { LibraryModel } from '../../src/models/model.js';
import { Cleanup } from '../demo/cleanup.js';
import { callProbes, loggerProbes } from './probes/all.js';
import { runLoggerProbe, type LoggerProbe } from './probes/loggers.js';
import { SERVERS, type Probe } from './probes/probe.js';
import { isShown, runProbe, sentenceOf, type Seen } from './probes/run.js';
import { createServers } from './probes/servers.js';
import { install, openWorkshop, ownGroup } from './types/install.js';
import { keyOf, readVerified, writeVerified, type Probe as Proof } from './verified.js';

const cli = cac('models:probe');
cli.option('--cache <folder>', 'Where the packages are installed', { default: join(tmpdir(), 'eslint-plugin-resilience-models') });
cli.option('--only <packages>', 'Names of packages, separated by commas');
cli.option('--server <names>', `Of ${SERVERS.join(', ')}, loggers: only what talks to these`);
cli.option('--missing', 'Only what has no proof yet for its version');
cli.option('--at-once <count>', 'So many probes run at once: they mostly wait', { default: 3 });
cli.option('--write', 'Write what was proved to docs/models/verified.json, after each probe');
cli.help();
const options = cli.parse().options as { cache: string; only?: string; server?: string; missing?: boolean; atOnce: number; write?: boolean; help?: boolean };

if (!options.help) await run();

async function run(): Promise<void> {
  const cleanup = new Cleanup();
  cleanup.bindToProcess();
  const only = options.only?.split(',');
  const wanted = options.server?.split(',');
  const isWanted = (name: string, server: string) => (!only || only.includes(name)) && (!wanted || wanted.includes(server));
  const verified = readVerified();
  const isOpen = (model: LibraryModel, ids: readonly string[], version = model.checked) =>
    !options.missing || ids.some((id) => verified[keyOf(model)]?.probes?.[id]?.version !== version);
  const probes = callProbes(MODELS).filter(([probe, model]) => isWanted(probe.package, probe.server) && isOpen(model, Object.keys(probe.cases), probe.version));
  const loggers = loggerProbes(MODELS).filter(([probe, model]) => isWanted(probe.package, 'loggers') && isOpen(model, shapesOf(probe)));
  const total = probes.length + loggers.length;
  const serverOf = createServers(cleanup);
  const counts = new Map<string, number>();
  const keep = (model: LibraryModel, tried: readonly string[], proofs: Record<string, Proof>, server: string) => {
    counts.set(server, (counts.get(server) ?? 0) + Object.keys(proofs).length);
    if (!options.write) return;
    // Read anew: another run may have written since.
    const verified = readVerified();
    const known = verified[keyOf(model)];
    // What was tried now and isn't shown any more is no proof any more.
    const others = Object.entries(known?.probes ?? {}).filter(([id]) => !tried.includes(id));
    verified[keyOf(model)] = { ...known, probes: { ...Object.fromEntries(others), ...proofs } };
    writeVerified(verified);
  };
  const nameAt = (index: number, { package: name, checked }: LibraryModel, what: string) => `[${index + 1}/${total}] ${name} ${checked} (${what})`;
  // Installed first: what installs blocks the servers, whose answers would come late.
  const folders = new Map([...probes, ...loggers].map(([probe, model]) => [probe, prepare(probe, model)]));
  const jobs = [
    ...probes.map(([probe, model], index) => async () => {
      const proofs = await prove(probe, model, { name: nameAt(index, model, probe.server), folder: folders.get(probe)!, serverOf });
      if (proofs) keep(model, Object.keys(probe.cases), proofs, probe.server);
    }),
    ...loggers.map(([probe, model, shapes], index) => async () => {
      const proofs = await proveLogger(probe, model, { name: nameAt(probes.length + index, model, 'logger'), folder: folders.get(probe)!, shapes });
      if (proofs) keep(model, shapesOf(probe), proofs, 'loggers');
    }),
  ];
  try {
    const take = async () => {
      for (let job = jobs.shift(); job; job = jobs.shift()) await job();
    };
    await Promise.all(Array.from({ length: options.atOnce }, take));
  } finally {
    await cleanup.run();
  }
  console.log(`\nProved: ${[...counts].map(([server, count]) => `${count} rows with ${server}`).join(', ')}.`);
}

function shapesOf(probe: LoggerProbe): string[] {
  return Object.keys(probe.calls).map((id) => `logShapes.${id}`);
}

/** Logs errors in every way that the shapes speak of. `shapes`: the model that has them. */
async function proveLogger(probe: LoggerProbe, model: LibraryModel, { name, folder, shapes }: { name: string; folder: Folder; shapes: LibraryModel }): Promise<Record<string, Proof> | null> {
  if (typeof folder !== 'string') return failed(name, folder.failed);
  const results = await runLoggerProbe(probe, shapes, folder);
  if ('failed' in results) return failed(name, results.failed as string);
  const proofs: Record<string, Proof> = {};
  for (const [id, { kept, lost, wrong }] of Object.entries(results)) {
    const say = (ways: readonly string[]) => ways.map((way) => `\`${way.split(' with ')[0]}\`${way.includes(' with ') ? ` with ${way.split(' with ')[1]}` : ''}`).join(', ');
    const seen = [kept.length > 0 && `the stack is kept by ${say(kept)}`, lost.length > 0 && `lost by ${say(lost)}`].filter(Boolean).join('; ');
    console.log(`${name} ${wrong.length === 0 ? 'proved' : 'NOT PROVED'} logShapes.${id}: ${wrong.length === 0 ? seen : wrong.join('; ')}`);
    if (wrong.length === 0) proofs[`logShapes.${id}`] = { version: model.checked, seen };
    else process.exitCode = 1;
  }
  return proofs;
}

/** Runs one probe and says what was seen; null where it couldn't run. */
async function prove(
  probe: Probe,
  model: LibraryModel,
  { name, folder, serverOf }: { name: string; folder: Folder; serverOf: ReturnType<typeof createServers> },
): Promise<Record<string, Proof> | null> {
  const server = await serverOf(probe.server);
  if (!server) {
    console.log(`${name}: left out: the server's program is not here`);
    return null;
  }
  if (typeof folder !== 'string') return failed(name, folder.failed);
  const first = await runProbe(probe, folder, server);
  if ('failed' in first) return failed(name, first.failed as string);
  const isProved = (seen: Record<string, Seen>, id: string) => isShown(probe.cases[id]!, seen[id]!, unset(seen, id));
  // What isn't shown is tried once more: on a busy machine a limit may end what would have been answered.
  const missed = Object.keys(first).filter((id) => !isProved(first, id));
  const second = missed.length > 0 ? await runProbe(probe, folder, probe.server === 'redis' ? (await serverOf('redis'))! : server) : first;
  const proofs: Record<string, Proof> = {};
  for (const id of Object.keys(first)) {
    const seen = missed.includes(id) && !('failed' in second) ? second : first;
    const test = probe.cases[id]!;
    const result = seen[id]!;
    const sentence = sentenceOf(test, result, server);
    if (isProved(seen, id)) {
      console.log(`${name} proved ${id}: ${sentence}`);
      proofs[id] = { version: probe.version ?? model.checked, seen: sentence, ...(result.ms !== null && test.shows !== 'true' && { ms: result.ms }) };
    } else {
      console.log(`${name} NOT PROVED ${id} (must be: ${test.shows}): ${sentence}${result.value === undefined ? '' : `, gave ${JSON.stringify(result.value)}`}`);
      process.exitCode = 1;
    }
  }
  return proofs;
}

/** How the same call ended without its limit. */
function unset(seen: Record<string, Seen>, id: string): Seen | undefined {
  const isLater = (text: string) => text.endsWith(' after headers');
  const name = Object.keys(seen).find((text) => text.split(' ')[0] === 'default' && isLater(text) === isLater(id));
  return name === undefined ? undefined : seen[name];
}

function failed(name: string, why: string): null {
  console.log(`${name}: not run: ${why}`);
  process.exitCode = 1;
  return null;
}

type Folder = string | { failed: string };

/** The folder that has what a probe needs: that of its group, or one of its own where it needs more. */
function prepare(probe: Pick<Probe, 'needs' | 'prepare' | 'files'>, model: LibraryModel): Folder {
  if (!probe.needs) {
    const { folderOf, failed: why } = openWorkshop(options.cache, { models: MODELS }, (item) => item === model, () => {});
    return folderOf.get(model) ?? { failed: why.get(model)! };
  }
  const group = ownGroup(join(options.cache, 'run'), model);
  for (const spec of probe.needs) group.packages.set(spec.slice(0, spec.lastIndexOf('@')), spec.slice(spec.lastIndexOf('@') + 1));
  const result = install(group);
  if (typeof result !== 'string') return result;
  const prepared = join(group.folder, 'prepared');
  if (probe.prepare && !existsSync(prepared)) {
    for (const [name, text] of Object.entries(probe.files ?? {})) writeFileSync(join(group.folder, name), text);
    try {
      // An engine is named so that none is downloaded: what is prepared needs none.
      const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath };
      execFileSync('npx', ['--no-install', ...probe.prepare], { cwd: group.folder, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8', env });
    } catch (error) {
      return { failed: String((error as { stderr?: string }).stderr || error).split('\n').slice(0, 3).join(' ') };
    }
    writeFileSync(prepared, '');
  }
  return group.folder;
}
