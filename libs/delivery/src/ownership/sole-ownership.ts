import { type LaneKeeper, LaneOwnership } from './lane-ownership';

/** There is no other process. */
export class SoleOwnership extends LaneOwnership {
  readonly shards = undefined;

  owns(): boolean {
    return true;
  }

  maySend(): boolean {
    return true;
  }

  async start(keeper: LaneKeeper): Promise<void> {
    await keeper.prepare();
    await keeper.begin();
  }

  async stop(): Promise<void> {}
}
