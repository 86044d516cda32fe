import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 10;
const LIMIT_MS = 60_000;

/**
 * Resolves once the condition holds. (The walls keep this lib from the one of `@app/harness`.)
 * @param what for the error
 * @throws Error after a minute
 */
export async function waitUntil(
  what: string,
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + LIMIT_MS;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}`);
    await sleep(POLL_MS);
  }
}
