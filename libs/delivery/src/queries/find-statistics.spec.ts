import { answered, claimDue, newDelivery, NOW_MS, ordered } from '../testing/conformance/fixtures';
import { DeliveryFixture } from '../testing/delivery-fixture';
import { enqueue } from '../testing/delivery-rows';
import { openPostgresDeliveryQueue } from '../testing/postgres-harness';
import { openSqliteDeliveryQueue } from '../testing/sqlite-harness';
import { FindStatistics, FindStatisticsHandler } from './find-statistics';

const RETRY_AT_MS = NOW_MS + 60_000;

describe.each([
  ['SQLite', openSqliteDeliveryQueue],
  ['PostgreSQL', openPostgresDeliveryQueue],
])('the statistics of a webhook on %s', (_, open) => {
  let fixture: DeliveryFixture;
  beforeEach(async () => {
    fixture = await DeliveryFixture.open(open);
    await fixture.createWebhook({ id: 1 });
  });
  afterEach(() => fixture.close());

  const find = (webhookId = 1, accountId = 1) => {
    const { store, database, attemptCounts, healthTable } = fixture.harness;
    const clock = { nowMs: () => NOW_MS + 30 };
    return new FindStatisticsHandler(store, database, attemptCounts, healthTable, clock).execute(
      new FindStatistics(accountId, webhookId),
    );
  };
  const fail = async (count: number, nextAttemptAtMs: number): Promise<void> => {
    const claimed = await claimDue(fixture.harness, count, NOW_MS);
    await fixture.harness.queue.complete(
      claimed.map((delivery) => ({
        delivery,
        resolution: { status: 'pending', nextAttemptAtMs },
        failures: 1,
        sent: { ...answered, errorClass: 'reset' },
        finishedAtMs: NOW_MS + 20,
      })),
    );
  };

  it('have the attempts that the queue has recorded', async () => {
    await enqueue(fixture.harness, [newDelivery(1), newDelivery(2)], NOW_MS);
    await fail(2, RETRY_AT_MS);

    const { attempts, successRate, durationMs } = await find();

    expect({ attempts, successRate }).toEqual({ attempts: 2, successRate: 0 });
    expect(Math.abs(durationMs.p99! / answered.durationMs - 1)).toBeLessThan(0.1);
  });

  it('have what waits: what is due, under way, to be retried or behind another', async () => {
    const waiting = [newDelivery(1), newDelivery(2), newDelivery(3), ordered(4), ordered(5)];
    await enqueue(fixture.harness, [...waiting, newDelivery(6, { webhookId: 2 })], NOW_MS);
    await fail(1, RETRY_AT_MS);
    await claimDue(fixture.harness, 1, NOW_MS);

    expect(await find()).toMatchObject({ pending: 5 });
  });

  it('have 10,000 waiting where there are more', async () => {
    const many = Array.from({ length: 10_001 }, (__, n) => newDelivery(n + 1));
    await enqueue(fixture.harness, many.slice(0, 9_999), NOW_MS);
    expect(await find()).toMatchObject({ pending: 9_999 });

    await enqueue(fixture.harness, many.slice(9_999), NOW_MS);

    expect(await find()).toMatchObject({ pending: 10_000 });
  });

  it('have the first of the retries, whatever else is due or under way', async () => {
    await enqueue(fixture.harness, [newDelivery(1), newDelivery(2), newDelivery(3)], NOW_MS);
    expect(await find()).toMatchObject({ nextRetryAtMs: null });
    await fail(1, RETRY_AT_MS + 60_000);
    await fail(1, RETRY_AT_MS);
    await claimDue(fixture.harness, 1, NOW_MS);

    expect(await find()).toMatchObject({ nextRetryAtMs: RETRY_AT_MS });
  });

  it('have an open circuit from when it has opened until an attempt succeeds', async () => {
    const failing = {
      webhookId: 1,
      accountId: 1,
      failingSinceMs: NOW_MS,
      disableAtMs: NOW_MS + 1,
      wasDisabled: false,
    };
    expect(await find()).toMatchObject({ circuit: 'closed' });
    await fixture.harness.healthTable.save({ ...failing, circuitOpened: false });
    expect(await find()).toMatchObject({ circuit: 'closed' });
    await fixture.harness.healthTable.save({ ...failing, circuitOpened: true });
    expect(await find()).toMatchObject({ circuit: 'open' });
    await fixture.harness.healthTable.remove(1);

    expect(await find()).toMatchObject({ circuit: 'closed' });
  });

  it('are of nobody else’s webhook', async () => {
    await expect(find(2)).rejects.toMatchObject({ reason: 'not-found' });
    await expect(find(1, 2)).rejects.toMatchObject({ reason: 'not-found' });
  });
});
