/** Dispatches to the webhooks of some shards. */
export interface LaneKeeper {
  /**
   * Frees at once what the shards' last owner has left behind, and loads what is to be remembered of
   * them.
   * @param shards all where none are given
   */
  prepare(shards?: readonly number[]): Promise<void>;
  /** Takes up what waits in the shards that are owned. */
  begin(): Promise<void>;
  /** Resolves once nothing of a shard is under way that nothing is claimed of any more. */
  drained(shard: number): Promise<void>;
  /** Forgets all of these shards: they are, or may be, somebody else's. */
  drop(shards: readonly number[]): void;
}

/**
 * Which webhooks this process dispatches to. Of all processes on the database one does at a time, which
 * so can keep their caps, paces and circuits in its memory. It owns them by shards, with a lease.
 */
export abstract class LaneOwnership {
  /** Those to claim from; undefined for all there are. */
  abstract readonly shards: readonly number[] | undefined;

  /** Whether deliveries to a webhook are for this process to claim, as long as its lease holds. */
  abstract owns(webhookId: number): boolean;

  /** Whether a POST may begin now: nobody else can have taken the webhook over. A mere comparison. */
  abstract maySend(webhookId: number): boolean;

  /** Resolves when it has asked for its first shards. */
  abstract start(keeper: LaneKeeper): Promise<void>;

  /** Gives up each shard as soon as it is drained; resolves when all are. */
  abstract stop(): Promise<void>;
}
