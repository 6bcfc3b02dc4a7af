import { constants } from 'node:os';

interface Entry {
  run: () => void | Promise<void>;
  force: () => void;
}

/** What has been started and must not outlive this process: ended in reverse order, on an error and on ^C too. */
export class Cleanup {
  /** In the order of their start. */
  readonly #entries = new Set<Entry>();
  #ending: Promise<void> | undefined;
  #interrupted = false;

  /** True once a signal has come: what fails now fails because everything is being ended. */
  get interrupted(): boolean {
    return this.#interrupted;
  }

  /**
   * @param run ends what was started and waits for its end.
   * @param force the last resort where nothing can be awaited any more: synchronous, and harmless after `run`.
   * @returns `run`, once: for what ends before the rest does.
   * @throws where everything is being ended already; what was started has then been ended by `force`.
   */
  add(run: Entry['run'], force: Entry['force']): () => Promise<void> {
    if (this.#ending) {
      force();
      throw new Error('Nothing can be started any more.');
    }
    const entry = { run, force };
    this.#entries.add(entry);
    return () => this.#end(entry);
  }

  /** Ends everything. The first error is thrown after the last one has been ended. */
  run(): Promise<void> {
    return (this.#ending ??= this.#endAll());
  }

  /** SIGINT, SIGTERM and SIGHUP end everything, then the process. An exit by any other way uses force. */
  bindToProcess(): void {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        this.#interrupted = true;
        void this.run().finally(() => process.exit(128 + constants.signals[signal]));
      });
    }
    process.once('exit', () => {
      for (const { force } of [...this.#entries].reverse()) force();
    });
  }

  async #endAll(): Promise<void> {
    const failures: unknown[] = [];
    for (let entry = this.#last(); entry; entry = this.#last()) {
      await this.#end(entry).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }

  #last(): Entry | undefined {
    return [...this.#entries].at(-1);
  }

  /** The entry stays listed until it has ended, so that an exit in between still finds it. */
  async #end(entry: Entry): Promise<void> {
    if (!this.#entries.has(entry)) return;
    try {
      await entry.run();
    } catch (error) {
      entry.force();
      throw error;
    } finally {
      this.#entries.delete(entry);
    }
  }
}
