import { afterAll, beforeAll } from 'vitest';
import { Cleanup } from '../../../scripts/demo/cleanup.js';
import { copyService } from '../../../scripts/demo/copy.js';
import type { Scene } from '../../../scripts/demo/measure.js';
import { startPostgres, type Postgres } from '../../../scripts/demo/postgres.js';
import { serviceDirectory } from '../../../scripts/demo/root.js';
import { buildService } from '../../../scripts/demo/build.js';
import { onStage } from '../../../scripts/demo/stage.js';

/** A service on its way to a stage: copied, changed where the test wants that, built. */
type Preparation = (directory: string) => Promise<void>;

interface Stage {
  /** Runs `play` with a freshly started service, a database and an upstream of its own. */
  play<T>(play: (scene: Scene) => Promise<T>, env?: Record<string, string>): Promise<T>;
}

/** Prepares a copy of an example service for the tests of the enclosing block. */
type UseService = (name: string, prepare?: Preparation) => Stage;

/** For the head of a file: everything ends with the file's last test. */
export function stagesOfFile(): UseService {
  const cleanup = new Cleanup();
  cleanup.bindToProcess();
  afterAll(() => cleanup.run());
  let postgres: Promise<Postgres> | undefined;

  return (name, prepare = async () => {}) => {
    let directory: string;
    beforeAll(async () => {
      const built = async () => {
        ({ directory } = await copyService(serviceDirectory(name), cleanup));
        await prepare(directory);
        buildService(directory);
      };
      // One server for the file: each scene has a database of its own.
      await Promise.all([(postgres ??= startPostgres(cleanup)), built()]);
    }, 60_000);
    return {
      play: async (play, env) => onStage(directory, await postgres!, cleanup, play, env),
    };
  };
}
