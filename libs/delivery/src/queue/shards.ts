/** A webhook's shard is the remainder of its id: what a worker takes over, and gives up, as a whole. */
export const SHARDS = 64;

export const ALL_SHARDS: readonly number[] = Array.from({ length: SHARDS }, (_, shard) => shard);

export function shardOf(webhookId: number): number {
  return webhookId % SHARDS;
}
