import { setTimeout as sleep } from 'node:timers/promises';

/** Asks until there is something, for at most five seconds. */
export async function waitFor<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (const deadline = Date.now() + 5_000; Date.now() < deadline; await sleep(50)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new Error('Nothing came within five seconds.');
}
