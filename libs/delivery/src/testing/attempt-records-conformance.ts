import type { AttemptRecords } from '../retention/attempt-records';
import {
  answered,
  claimDue,
  claimNew,
  DELIVERED,
  NOW_MS,
  outcome,
  useHarness,
} from './conformance/fixtures';
import type { DeliveryQueueHarness } from './delivery-queue-harness';
import { readAttempts, readDeliveries } from './delivery-rows';

export interface AttemptRecordsHarness extends DeliveryQueueHarness {
  /** Another one after {@link reopen}. */
  readonly attemptRecords: AttemptRecords;
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * What every driver of the port `AttemptRecords` has to do, together with the queue that fills it.
 * @param open makes an empty database, with the schema of the log and of the queue
 */
export function describeAttemptRecords(
  driver: string,
  open: () => Promise<AttemptRecordsHarness>,
): void {
  describe(`${driver} records of attempts`, () => {
    const harness = useHarness(open);
    /** A delivery with one attempt each, one day after the other, the newest now. */
    const deliverDaily = async (days: number): Promise<void> => {
      const claimed = await claimNew(harness(), days);
      for (const [day, delivery] of claimed.entries()) {
        const startedAtMs = NOW_MS - (days - 1 - day) * DAY_MS;
        await harness().queue.complete([
          outcome(delivery, DELIVERED, { ...answered, startedAtMs }),
        ]);
      }
    };
    const daysLeft = async (): Promise<number[]> =>
      (await readAttempts(harness())).map(({ startedAtMs }) => (NOW_MS - startedAtMs) / DAY_MS);

    it('lose those that began before, and no other', async () => {
      await deliverDaily(5);

      await harness().attemptRecords.purge(NOW_MS - 2 * DAY_MS, 100, 0);

      expect(await daysLeft()).toEqual([2, 1, 0]);
    });

    it('lose no more at a time than they are asked to, the oldest first', async () => {
      await deliverDaily(5);

      const afterId = await harness().attemptRecords.purge(NOW_MS, 3, 0);
      expect(await daysLeft()).toEqual([1, 0]);
      await harness().attemptRecords.purge(NOW_MS, 3, afterId!);
      expect(await daysLeft()).toEqual([0]);
    });

    it('are passed over up to the id that the purge goes on behind', async () => {
      await deliverDaily(5);
      // Of a clock that was ahead.
      await harness().sql(`UPDATE attempts SET started_at_ms = ${NOW_MS + DAY_MS} WHERE id = 1`);

      const afterId = await harness().attemptRecords.purge(NOW_MS, 2, 0);
      expect(await daysLeft()).toEqual([-1, 2, 1, 0]);
      await harness().sql(`UPDATE attempts SET started_at_ms = 0 WHERE id = 1`);
      const lastId = await harness().attemptRecords.purge(NOW_MS, 2, afterId!);

      expect((await readAttempts(harness())).map(({ startedAtMs }) => startedAtMs)).toEqual([
        0,
        NOW_MS,
      ]);
      expect(await harness().attemptRecords.purge(NOW_MS, 2, lastId!)).toBeNull();
    });

    it('leave the deliveries as they are', async () => {
      await deliverDaily(3);
      const before = await readDeliveries(harness());

      await harness().attemptRecords.purge(NOW_MS, 100, 0);

      expect(await readDeliveries(harness())).toEqual(before);
    });

    it('have the next attempt of a delivery that is still to be made', async () => {
      const [delivery] = await claimNew(harness(), 1);
      const again = { status: 'pending', nextAttemptAtMs: NOW_MS } as const;
      await harness().queue.complete([outcome(delivery!, again)]);
      await harness().attemptRecords.purge(NOW_MS + DAY_MS, 100, 0);
      const [next] = await claimDue(harness(), 1, NOW_MS);

      await harness().queue.complete([outcome(next!, DELIVERED)]);

      expect(await readAttempts(harness())).toMatchObject([{ attempt: 2 }]);
    });

    it('are purged by several at a time, each of its own piece', async () => {
      await deliverDaily(40);

      await Promise.all(
        Array.from({ length: 3 }, () => harness().attemptRecords.purge(NOW_MS, 10, 0)),
      );

      expect(await daysLeft()).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    });
  });
}
