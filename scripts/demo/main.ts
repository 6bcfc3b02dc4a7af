import pc from 'picocolors';
import { Cleanup } from './cleanup.js';
import { hardenService, lintService } from './cli.js';
import { copyService } from './copy.js';
import { renderCounts, renderFindings } from './findings.js';
import { startPostgres } from './postgres.js';
import { renderComparison } from './render.js';
import { serviceDirectory } from './root.js';
import { buildService } from './service.js';
import { SHOP_VISITS } from './shop.js';
import { compare } from './stage.js';

const SHOP = 'shop-express';
const OTHERS = ['orders-nest', 'feed-fastify'];

async function show(cleanup: Cleanup): Promise<void> {
  heading('What is wrong with three small services');
  const found = await lintService(serviceDirectory(SHOP));
  for (const [service, messages] of [
    [SHOP, found] as const,
    ...(await Promise.all(OTHERS.map(async (name) => [name, await lintService(serviceDirectory(name))] as const))),
  ]) {
    say(`\n${pc.underline(service)}\n${renderFindings(messages)}`);
  }

  heading(`${SHOP}: what the codemods and the fixes change (in a copy)`);
  const [before, after] = await Promise.all([copyService(serviceDirectory(SHOP), cleanup), copyService(serviceDirectory(SHOP), cleanup)]);
  await hardenService(after.directory);
  say(await after.diffStat());
  say(`\nFindings before -> after\n${renderCounts(found, await lintService(after.directory))}`);

  heading(`${SHOP}: both versions at work, with a real Postgres and APIs that fail them`);
  const [postgres] = await Promise.all([startPostgres(cleanup), buildService(before.directory), buildService(after.directory)]);
  const figures = await compare({ before: before.directory, after: after.directory }, SHOP_VISITS, postgres, cleanup);
  say(renderComparison(figures.before, figures.after));
}

const say = (text: string) => process.stdout.write(`${text}\n`);
const heading = (text: string) => say(`\n${pc.bold(pc.inverse(` ${text} `))}`);

const cleanup = new Cleanup();
cleanup.bindToProcess();
const began = performance.now();
try {
  await show(cleanup);
  say(pc.dim(`\n${((performance.now() - began) / 1000).toFixed(0)} s`));
} catch (error) {
  if (!cleanup.interrupted) throw error;
} finally {
  await cleanup.run();
}
