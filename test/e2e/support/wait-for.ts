import { setTimeout as sleep } from 'node:timers/promises';

/** Asks until there is something, for at most five seconds or as long as is said. */
export async function waitFor<T>(look: () => T | undefined | Promise<T | undefined>, ms = 5_000): Promise<T> {
  const deadline = Date.now() + ms;
  while (Date.now() < deadline) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(50);
  }
  throw new Error(`Nothing came within ${ms} ms.`);
}
