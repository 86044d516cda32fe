import { SHARDS } from '../queue/shards';

/**
 * How many shards a worker is to own. The shares of all of them come to all shards, and differ by one at
 * the most.
 * @param workers all that are alive, in an order on which they agree
 */
export function fairShare(worker: string, workers: readonly string[]): number {
  const rank = workers.indexOf(worker);
  const remainder = SHARDS % workers.length;
  return Math.floor(SHARDS / workers.length) + (rank < remainder ? 1 : 0);
}
