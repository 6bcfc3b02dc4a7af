import { constants } from 'node:os';

type Undo = () => void | Promise<void>;

/** What has been started and must not outlive this process: undone in reverse order at the end, on an error and on ^C. */
export class Cleanup {
  readonly #undo: { run: Undo; force: () => void }[] = [];

  /**
   * @param run ends what was started and waits for its end.
   * @param force the last resort where nothing can be awaited any more: synchronous, and harmless when `run` was done.
   * @returns `run`, once: for what ends before the rest does.
   */
  add(run: Undo, force: () => void): () => Promise<void> {
    const entry = { run, force };
    this.#undo.push(entry);
    return async () => {
      const index = this.#undo.indexOf(entry);
      if (index === -1) return;
      this.#undo.splice(index, 1);
      await run();
    };
  }

  async run(): Promise<void> {
    let failure: unknown;
    for (let entry = this.#undo.pop(); entry; entry = this.#undo.pop()) {
      try {
        await entry.run();
      } catch (error) {
        entry.force();
        failure ??= error;
      }
    }
    if (failure) throw failure;
  }

  /** Ties this to the process: SIGINT, SIGTERM and SIGHUP end everything first, then the process. */
  bindToProcess(): void {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        void this.run().finally(() => process.exit(128 + constants.signals[signal]));
      });
    }
    process.once('exit', () => {
      for (const { force } of this.#undo.splice(0).reverse()) force();
    });
  }
}
