import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cac } from 'cac';
import { MODELS } from '../../src/models/index.js';
import { CALL_PROBES } from './probes/calls.js';
import { blackHole, isEndedByLimit, runProbe, WINDOW_MS } from './probes/run.js';
import { install, planFolders } from './types/install.js';
import { keyOf, readVerified, writeVerified, type Probe } from './verified.js';

const cli = cac('models:probe');
cli.option('--cache <folder>', 'Where the packages are installed', { default: join(tmpdir(), 'eslint-plugin-resilience-models') });
cli.option('--only <packages>', 'Names of packages, separated by commas');
cli.option('--installed', 'Install nothing: the packages are there');
cli.option('--write', 'Write what was proved to docs/models/verified.json');
cli.help();
const options = cli.parse().options as { cache: string; only?: string; installed?: boolean; write?: boolean; help?: boolean };

if (!options.help) await run();

async function run(): Promise<void> {
  const only = options.only?.split(',');
  const { needs, folderOf } = planFolders(options.cache, MODELS);
  const verified = readVerified();
  const { server, port } = await blackHole();
  for (const probe of CALL_PROBES.filter((item) => !only || only.includes(item.package))) {
    const model = MODELS.find((item) => item.package === probe.package)!;
    const folder = folderOf.get(model)!;
    if (!options.installed) install(folder, needs.get(folder)!);
    const seen = await runProbe(probe, folder, port);
    if ('failed' in seen) {
      console.log(`${probe.package}: not run: ${seen.failed as string}`);
      process.exitCode = 1;
      continue;
    }
    const proved: Record<string, Probe> = {};
    const { default: whenUnset } = seen;
    for (const [id, result] of Object.entries(seen)) {
      const isDefault = id === 'default';
      const limit = isDefault ? defaultMs(model, probe.limits) : 300;
      const holds = isDefault ? (limit === null || limit > WINDOW_MS ? result.ms === null : result.ms !== null) : isEndedByLimit(result, whenUnset!);
      // What was seen doesn't depend on the machine's port.
      const error = result.error?.replaceAll(`127.0.0.1:${port}`, 'server').split('\n')[0];
      const text = result.ms === null ? `no end within ${WINDOW_MS / 1000} s` : `ended after ${result.ms} ms (${error ?? 'with a result'})`;
      console.log(`${holds ? 'proved' : 'NOT PROVED'}  ${probe.package} ${id}: ${text}`);
      if (!holds) process.exitCode = 1;
      else proved[isDefault ? 'default' : `timeouts.${id}`] = { version: model.checked, seen: text, ...(result.ms !== null && { ms: result.ms }) };
    }
    const known = verified[keyOf(model)];
    verified[keyOf(model)] = { ...known, probes: { ...known?.probes, ...proved } };
  }
  server.close();
  if (options.write) writeVerified(verified);
}

/** The shortest limit in milliseconds that the model says holds for the probed call when nothing is set. */
function defaultMs(model: (typeof MODELS)[number], limits: Record<string, string>): number | null {
  const factor = { ms: 1, s: 1000, ns: 1e-6 };
  const known = Object.keys(limits).flatMap((id) => {
    const limit = model.timeouts?.[id];
    return typeof limit?.default === 'number' ? [limit.default * factor[limit.unit]] : [];
  });
  return known.length > 0 ? Math.min(...known) : null;
}
