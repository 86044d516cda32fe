import type { NewEvent } from '@app/event-store';
import { waitUntil } from '@app/harness';
import { DeliveryFixture } from '../testing/delivery-fixture';
import { readDeliveries } from '../testing/delivery-rows';
import { messageCreated } from '../testing/new-events';
import { openPostgresDeliveryQueue } from '../testing/postgres-harness';
import { openSqliteDeliveryQueue } from '../testing/sqlite-harness';
import type { RecoveryWorker } from './recovery-worker';
import { bringAll, completeDue } from '../testing/recoveries';

const FAILED = { status: 'failed' } as const;
const DELIVERED = { status: 'delivered' } as const;

const messages = (count: number): NewEvent[] =>
  Array.from({ length: count }, () => messageCreated());

describe.each([
  ['SQLite', openSqliteDeliveryQueue],
  ['PostgreSQL', openPostgresDeliveryQueue],
])('What has failed, on %s', (_database, open) => {
  let fixture: DeliveryFixture;
  let worker: RecoveryWorker;
  beforeEach(async () => {
    fixture = await DeliveryFixture.open(open);
    fixture.startOutbox();
    worker = fixture.startRecoveryWorker();
  });
  afterEach(() => fixture.close());

  const caughtUp = () => waitUntil('the outbox to catch up', () => fixture.isCaughtUp());
  const deliveries = () => readDeliveries(fixture.harness);
  const recover = (ratePerSecond = 1_000) => {
    const { clock, recoveries } = fixture.harness;
    clock.advance(1);
    return recoveries.createFailed(
      { accountId: 1, webhookId: 1, sinceMs: 0, ratePerSecond, request: null },
      clock.nowMs(),
    );
  };
  const bring = async (): Promise<void> => bringAll(fixture, fixture.startRecoveryWorker());
  const fail = async (count: number): Promise<void> => {
    await fixture.append(...messages(count));
    await caughtUp();
    for (let ended = 0; ended < count;) {
      ended += (await completeDue(fixture, FAILED)).length;
    }
  };

  it('is brought back, in the order of the log and each once', async () => {
    await fixture.createWebhook({ id: 1 });
    await fail(1_200);
    const { id, total } = await recover();
    expect(total).toBe(1_200);

    await bring();

    const brought = await deliveries();
    expect(brought.every((row) => row.status === 'pending' && row.resends === 1)).toBe(true);
    expect(brought.every(({ recoveryId }) => recoveryId === id)).toBe(true);
    const dueAtMs = brought.map(({ availableAtMs }) => availableAtMs);
    expect(dueAtMs).toEqual(dueAtMs.toSorted((one, other) => one - other));
    expect(new Set(dueAtMs).size).toBe(1_200);
    expect(await fixture.harness.recoveries.find(1, id)).toMatchObject({
      finishedAtMs: expect.any(Number),
      counts: { delivered: 0, failed: 0, remaining: 1_200 },
    });
  });

  it('is no more in the queue than is due within 5 s', async () => {
    await fixture.createWebhook({ id: 1 });
    await fail(100);
    await recover(4);

    await worker.wake();

    const inQueue = (await deliveries()).filter(({ status }) => status === 'pending');
    const { clock } = fixture.harness;
    expect(inQueue.map(({ availableAtMs }) => availableAtMs - clock.nowMs())).toEqual(
      Array.from({ length: 20 }, (_, n) => (n + 1) * 250),
    );
  });

  it('and fails again is not brought again', async () => {
    await fixture.createWebhook({ id: 1 });
    await fail(30);
    const { id } = await recover(5);
    const { clock, recoveries } = fixture.harness;
    while ((await recoveries.unfinished()).length > 0) {
      clock.advance(1_000);
      await worker.wake();
      await completeDue(fixture, FAILED);
    }
    clock.advance(10_000);
    await completeDue(fixture, FAILED);

    expect((await deliveries()).map(({ resends }) => resends)).toEqual(Array(30).fill(1));
    expect(await recoveries.find(1, id)).toMatchObject({
      counts: { delivered: 0, failed: 30, remaining: 0 },
    });
  });

  it('is nothing: its recovery just ends', async () => {
    await fixture.createWebhook({ id: 1 });
    await caughtUp();
    const { id, total } = await recover();

    await bring();

    expect(total).toBe(0);
    expect(await fixture.harness.recoveries.find(1, id)).not.toMatchObject({ finishedAtMs: null });
  });

  it('comes one after the other, before what is later, where it is ordered', async () => {
    await fixture.createWebhook({ id: 1, ordering: 'conversation' });
    await fail(3);
    const live = await fixture.append(messageCreated({ id: 'live' }));
    await caughtUp();
    await recover();
    await bring();

    const taken: number[] = [];
    for (let n = 0; n < 4; n++) {
      fixture.harness.clock.advance(1_000);
      const claimed = await completeDue(fixture, DELIVERED);
      expect(claimed).toHaveLength(1);
      taken.push(claimed[0]!.eventPosition);
    }
    expect(taken).toEqual(taken.toSorted((one, other) => one - other));
    expect(taken.at(-1)).toBe(live[0]!.position);
  });
});
