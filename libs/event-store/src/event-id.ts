import { randomFillSync } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';

const BYTES_PER_ID = 16;
/** One call to the system for 256 ids: a call each costs more than the rest of an append's JavaScript. */
const pool = new Uint8Array(256 * BYTES_PER_ID);
let used = pool.length;

/** UUID version 7: ascends with time, so that the index on it grows at its end. */
export function makeEventId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.subarray(used, used + BYTES_PER_ID);
  used += BYTES_PER_ID;
  return uuidv7({ random });
}
