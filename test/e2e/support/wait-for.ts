import { setTimeout as sleep } from 'node:timers/promises';

/** Asks until there is something, for at most five seconds. */
export async function waitFor<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 5_000;
  while (Date.now() < deadline) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(50);
  }
  throw new Error('Nothing came within five seconds.');
}
