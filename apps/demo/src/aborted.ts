import { once } from 'node:events';

/** Waits for the abort, then rejects with its reason. */
export async function aborted(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort');
  throw signal.reason;
}
