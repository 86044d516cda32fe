import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 10;

/**
 * Resolves once the condition holds.
 * @param what for the error, e.g. `20 POSTs to arrive`
 * @throws Error after `limitMs`
 */
export async function waitUntil(
  what: string,
  condition: () => boolean | Promise<boolean>,
  limitMs = 60_000,
): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Waited ${limitMs} ms in vain for ${what}`);
    await sleep(POLL_MS);
  }
}
