import { afterAll, beforeAll } from 'vitest';
import { Cleanup } from '../../../scripts/demo/cleanup.js';
import { copyService } from '../../../scripts/demo/copy.js';
import type { Scene } from '../../../scripts/demo/measure.js';
import { startPostgres, type Postgres } from '../../../scripts/demo/postgres.js';
import { serviceDirectory } from '../../../scripts/demo/root.js';
import { buildService } from '../../../scripts/demo/service.js';
import { onStage } from '../../../scripts/demo/stage.js';

/** A service on its way to a stage: copied, changed where the test wants that, built. */
type Preparation = (directory: string) => Promise<void>;

interface Stage {
  /** The copy of the service. */
  readonly directory: string;
  /** Runs `play` with a freshly started service, a database and an upstream of its own. */
  play<T>(play: (scene: Scene) => Promise<T>, env?: Record<string, string>): Promise<T>;
}

/** Prepares a copy of an example service for the tests of the enclosing block, and ends everything after them. */
export function useService(name: string, prepare: Preparation = async () => {}): Stage {
  const cleanup = new Cleanup();
  cleanup.bindToProcess();
  let postgres: Postgres;
  let directory: string;
  beforeAll(async () => {
    ({ directory } = await copyService(serviceDirectory(name), cleanup));
    await prepare(directory);
    [postgres] = await Promise.all([startPostgres(cleanup), buildService(directory)]);
  }, 60_000);
  afterAll(() => cleanup.run());
  return {
    get directory() {
      return directory;
    },
    play: (play, env) => onStage(directory, postgres, cleanup, play, env),
  };
}
