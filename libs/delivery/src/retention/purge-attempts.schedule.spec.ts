import { FakeClock } from '@app/event-store/testing';
import { answered, claimNew, DELIVERED, NOW_MS, outcome } from '../testing/conformance/fixtures';
import { readAttempts } from '../testing/delivery-rows';
import {
  openSqliteDeliveryQueue,
  type SqliteDeliveryQueueHarness,
} from '../testing/sqlite-harness';
import { AttemptRetention } from './attempt-retention';
import { ATTEMPTS_PER_PIECE, PurgeAttemptsSchedule } from './purge-attempts.schedule';

const DAY_MS = 24 * 60 * 60 * 1_000;
const OLD = 2 * ATTEMPTS_PER_PIECE + 1;

describe('The purge of attempts that are kept for 30 days', () => {
  let harness: SqliteDeliveryQueueHarness;
  let schedule: PurgeAttemptsSchedule;

  beforeEach(async () => {
    harness = await openSqliteDeliveryQueue();
    const claimed = await claimNew(harness, OLD + 1);
    const startedAtMs = NOW_MS - 30 * DAY_MS;
    await harness.queue.complete(
      claimed.map((delivery, n) =>
        outcome(delivery, DELIVERED, {
          ...answered,
          startedAtMs: n < OLD ? startedAtMs - 1 : startedAtMs,
        }),
      ),
    );
    const retention = new AttemptRetention(30);
    schedule = new PurgeAttemptsSchedule(harness.attemptRecords, retention, new FakeClock(NOW_MS));
  });
  afterEach(() => harness.close());

  it('deletes all that are older, by pieces', async () => {
    const purge = jest.spyOn(harness.attemptRecords, 'purge');

    await schedule.purge();

    expect(await readAttempts(harness)).toMatchObject([{ startedAtMs: NOW_MS - 30 * DAY_MS }]);
    expect(purge).toHaveBeenCalledTimes(4);
  });

  it('is one, however often it is begun', async () => {
    const purge = jest.spyOn(harness.attemptRecords, 'purge');

    await Promise.all([schedule.purge(), schedule.purge()]);
    await schedule.purge();

    expect(purge).toHaveBeenCalledTimes(5);
  });

  it('leaves the rest to the next where the process is to end', async () => {
    const purging = schedule.purge();

    await schedule.beforeApplicationShutdown();

    await purging;
    expect(await readAttempts(harness)).toHaveLength(OLD + 1 - ATTEMPTS_PER_PIECE);
  });
});
