import type { Attempt, Outcome } from '../queue/delivery-queue';
import type { AttemptCountTable } from '../statistics/attempt-count-table';
import { HOUR_MS } from '../statistics/attempt-counts';
import { bucketOf } from '../statistics/duration-buckets';
import {
  answered,
  claimDue,
  claimNew,
  DELIVERED,
  LEASE_MS,
  newDelivery,
  NOW_MS,
  outcome,
  useHarness,
} from './conformance/fixtures';
import type { DeliveryQueueHarness } from './delivery-queue-harness';
import { enqueue, readAttempts } from './delivery-rows';

export interface AttemptCountHarness extends DeliveryQueueHarness {
  /** Another one after {@link reopen}. */
  readonly attemptCounts: AttemptCountTable;
}

const refused: Attempt = { ...answered, statusCode: null, errorClass: 'connect', durationMs: 2 };
const varied = (n: number): Attempt => ({
  ...(n % 3 ? answered : refused),
  durationMs: 1 + n,
});
const RETRY = { status: 'pending', nextAttemptAtMs: NOW_MS + 30 } as const;

/** Of which the first attempt was made before it was a row. */
function endedFirst(position: number, changes: Partial<Outcome> = {}, webhookId = 1): Outcome {
  const delivery = newDelivery(position, { webhookId });
  const attempted = { ...delivery, id: 0, attempt: 1, failures: 0, resends: 0 };
  return { ...outcome(attempted, DELIVERED), ...changes };
}

/**
 * What every driver of the port `AttemptCountTable` has to do, together with the queue that fills it.
 * @param open makes an empty database, with the schema of the log and of the queue
 */
export function describeAttemptCounts(
  driver: string,
  open: () => Promise<AttemptCountHarness>,
): void {
  describe(`${driver} counts of attempts`, () => {
    const harness = useHarness(open);
    const read = async (webhookId = 1, hoursMs: readonly number[] = [NOW_MS]) => {
      const counts = await harness().attemptCounts.read(webhookId, hoursMs);
      return counts.toSorted(
        (one, other) => one.hourMs - other.hourMs || one.durationBucket - other.durationBucket,
      );
    };
    const commitEnded = (...outcomes: Outcome[]) =>
      harness().commit(harness().queue.enqueueEnded(outcomes, NOW_MS));
    const totalOf = async (webhookId = 1) =>
      (await read(webhookId)).reduce((sum, { count }) => sum + count, 0);

    it('are none of what was not attempted', async () => {
      await enqueue(harness(), [newDelivery(1)], NOW_MS);

      expect(await read()).toEqual([]);
    });

    it('are by the hour, by how attempts ended and by how long they took', async () => {
      const claimed = await claimNew(harness(), 6);
      const long = { ...answered, durationMs: 1_000 };
      const next = { finishedAtMs: NOW_MS + HOUR_MS };

      await harness().queue.complete([
        outcome(claimed[0]!, DELIVERED),
        outcome(claimed[1]!, DELIVERED),
        outcome(claimed[2]!, DELIVERED, long),
        outcome(claimed[3]!, { status: 'failed' }, refused),
        outcome(claimed[4]!, RETRY, refused),
        { ...outcome(claimed[5]!, DELIVERED), ...next },
      ]);

      const short = bucketOf(answered.durationMs);
      expect(await read(1, [NOW_MS, NOW_MS + HOUR_MS])).toEqual([
        { hourMs: NOW_MS, outcome: 'failed', durationBucket: bucketOf(2), count: 2 },
        { hourMs: NOW_MS, outcome: 'succeeded', durationBucket: short, count: 2 },
        { hourMs: NOW_MS, outcome: 'succeeded', durationBucket: bucketOf(1_000), count: 1 },
        { hourMs: NOW_MS + HOUR_MS, outcome: 'succeeded', durationBucket: short, count: 1 },
      ]);
      expect(await read(1, [NOW_MS + HOUR_MS])).toHaveLength(1);
      expect(await read(2)).toEqual([]);
    });

    it('are of those as well that were attempted before they were rows', async () => {
      await commitEnded(endedFirst(1), endedFirst(2, {}, 2), endedFirst(3));
      await commitEnded(endedFirst(4, { resolution: RETRY, sent: refused }), endedFirst(5));

      expect(await read()).toMatchObject([
        { outcome: 'failed', count: 1 },
        { outcome: 'succeeded', count: 3 },
      ]);
      expect(await read(2)).toMatchObject([{ outcome: 'succeeded', count: 1 }]);
    });

    it('have nothing of a delivery that ended without an attempt', async () => {
      const [claimed] = await claimNew(harness(), 1);

      await harness().queue.complete([outcome(claimed!, { status: 'cancelled' }, null)]);
      await commitEnded(endedFirst(2, { resolution: { status: 'expired' }, sent: null }));

      expect(await read()).toEqual([]);
    });

    it('have nothing of an outcome whose claim was lost, nor of one told twice', async () => {
      const [lost, kept] = await claimNew(harness(), 2);
      await harness().queue.complete([outcome(kept!, DELIVERED)]);
      const [taken] = await claimDue(harness(), 1, NOW_MS + LEASE_MS);

      await harness().queue.complete([outcome(lost!, DELIVERED), outcome(kept!, DELIVERED)]);
      expect(await totalOf()).toBe(1);
      await harness().queue.complete([outcome(taken!, DELIVERED)]);

      expect(await totalOf()).toBe(2);
    });

    it('have nothing of a first attempt whose delivery is there already', async () => {
      await enqueue(harness(), [newDelivery(2), newDelivery(2, { webhookId: 2 })], NOW_MS);
      await commitEnded(endedFirst(4));

      await commitEnded(...[1, 2, 3, 4, 5].map((position) => endedFirst(position)));
      await commitEnded(endedFirst(2, {}, 2), endedFirst(6, {}, 2));

      expect(await totalOf()).toBe(4);
      expect(await totalOf(2)).toBe(1);
      expect(await readAttempts(harness())).toHaveLength(5);
    });

    it('are whatever the attempts are, however they came to be, in batches of hundreds', async () => {
      const claimed = await claimNew(harness(), 300);
      await harness().queue.complete(
        claimed.map((delivery, n) => outcome(delivery, DELIVERED, n % 7 ? varied(n) : null)),
      );
      await commitEnded(
        ...Array.from({ length: 300 }, (_, n) => endedFirst(201 + n, { sent: varied(n) })),
      );

      const attempts = await readAttempts(harness());
      const countsOf = (kind: string): Map<number, number> => {
        const counts = new Map<number, number>();
        for (const { errorClass, durationMs } of attempts) {
          if ((errorClass === null ? 'succeeded' : 'failed') !== kind) continue;
          counts.set(bucketOf(durationMs), (counts.get(bucketOf(durationMs)) ?? 0) + 1);
        }
        return counts;
      };
      expect(attempts.length).toBeGreaterThan(400);
      for (const kind of ['succeeded', 'failed']) {
        const counted = (await read()).filter((row) => row.outcome === kind);
        expect(
          new Map(counted.map(({ durationBucket, count }) => [durationBucket, count])),
        ).toEqual(countsOf(kind));
      }
    });

    it('stand for all who count at once', async () => {
      const webhookIds = [1, 2, 3, 4, 5];
      const batches = Array.from({ length: 20 }, (_, batch) =>
        webhookIds.flatMap((webhookId) => [
          endedFirst(batch + 1, { sent: batch % 2 ? answered : refused }, webhookId),
          endedFirst(batch + 101, { sent: batch % 3 ? answered : refused }, webhookId),
        ]),
      );

      await Promise.all(
        batches.map((batch, n) => commitEnded(...(n % 2 ? batch : batch.toReversed()))),
      );

      for (const webhookId of webhookIds) expect(await totalOf(webhookId)).toBe(40);
    });

    it('of old hours are purged, however many there are', async () => {
      const hours = Array.from({ length: 60 }, (_, n) => NOW_MS - n * HOUR_MS);
      await commitEnded(
        ...hours.flatMap((finishedAtMs, n) =>
          Array.from({ length: 20 }, (_, place) =>
            endedFirst(n * 20 + place + 1, {
              finishedAtMs,
              sent: { ...answered, durationMs: 1.3 ** place },
            }),
          ),
        ),
      );

      await harness().attemptCounts.purge(NOW_MS - 2 * HOUR_MS);

      const left = new Set((await read(1, hours)).map(({ hourMs }) => hourMs));
      expect([...left]).toEqual([NOW_MS - 2 * HOUR_MS, NOW_MS - HOUR_MS, NOW_MS]);
    });
  });
}
