import path from 'node:path';
import pc from 'picocolors';
import { Cleanup } from './cleanup.js';
import { buildService } from './build.js';
import { hardenService, lint, showFindings } from './cli.js';
import { copyService } from './copy.js';
import { startPostgres } from './postgres.js';
import { renderComparison, renderCounts } from './render.js';
import { serviceDirectory } from './root.js';
import { SHOP_VISITS } from './shop.js';
import { compare } from './stage.js';

const SHOP = serviceDirectory('shop-express');

async function show(cleanup: Cleanup): Promise<void> {
  heading('What is wrong with three small services');
  await showFindings(path.dirname(SHOP));

  heading('shop-express: what the codemods and the fixes change in a copy');
  const [before, after] = await Promise.all([copyService(SHOP, cleanup), copyService(SHOP, cleanup)]);
  await hardenService(after.directory);
  say(await after.diffStat());
  const [found, left] = await Promise.all([lint(before.directory), lint(after.directory)]);
  say(`\n${renderCounts(found.summary, left.summary)}`);

  heading('shop-express: both versions at work, with a real Postgres and APIs that fail them');
  for (const { directory } of [before, after]) buildService(directory);
  const postgres = await startPostgres(cleanup);
  const figures = await compare({ before: before.directory, after: after.directory }, SHOP_VISITS, postgres, cleanup);
  say(renderComparison(figures.before, figures.after));
}

const say = (text: string) => process.stdout.write(`${text}\n`);
const heading = (text: string) => say(`\n${pc.bold(pc.inverse(` ${text} `))}\n`);

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
