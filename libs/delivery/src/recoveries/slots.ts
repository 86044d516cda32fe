import type { Recovery } from './recovery';

/** A chunk is one commit, and one turn of the event loop: it is not to hold up either for long. */
export const MAX_CHUNK = 500;
/** A recovery has no more in the queue than is due within so long … */
const MAX_AHEAD_MS = 5_000;
/** … and brings more once it is down to this: the schedule looks after it more often than that. */
const MIN_AHEAD_MS = 2_500;

/** However slow the endpoint is, no more than this is in the queue of one. */
export const MAX_QUEUED = 10_000;

type Paced = Pick<Recovery, 'ratePerSecond' | 'lastDueAtMs'>;

/**
 * When the next deliveries of a recovery are to be due, at its rate behind the last one.
 *
 * @returns unix milliseconds, at most {@link MAX_CHUNK}; none while enough is in the queue
 */
export function slotsOf({ ratePerSecond, lastDueAtMs }: Paced, nowMs: number): number[] {
  if (ratePerSecond === null) return Array.from({ length: MAX_CHUNK }, () => nowMs);
  if (lastDueAtMs - nowMs > MIN_AHEAD_MS) return [];
  const intervalMs = 1_000 / ratePerSecond;
  const firstMs = Math.max(lastDueAtMs + intervalMs, nowMs);
  const slots: number[] = [];
  for (let n = 0; n < MAX_CHUNK; n++) {
    const dueAtMs = Math.ceil(firstMs + n * intervalMs);
    if (dueAtMs > nowMs + MAX_AHEAD_MS) break;
    slots.push(dueAtMs);
  }
  return slots;
}
