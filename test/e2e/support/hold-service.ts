import { Cleanup } from '../../../scripts/demo/cleanup.js';
import { startPostgres } from '../../../scripts/demo/postgres.js';
import { serviceDirectory } from '../../../scripts/demo/root.js';
import { onStage } from '../../../scripts/demo/stage.js';

/** Holds a service with everything it needs until somebody ends this process. Says where they are. */
const cleanup = new Cleanup();
cleanup.bindToProcess();
try {
  const postgres = await startPostgres(cleanup);
  await onStage(serviceDirectory('feed-fastify'), postgres, cleanup, async ({ service, upstream, database }) => {
    process.stdout.write(`${JSON.stringify([service.url, upstream.url, database.url])}\n`);
    if (process.argv[2] === 'fail') throw new Error('Something went wrong.');
    await new Promise((resolve) => setTimeout(resolve, 60_000));
  });
} catch (error) {
  if (!cleanup.interrupted) throw error;
} finally {
  await cleanup.run();
}
