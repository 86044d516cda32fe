import type { NewEvent } from '@app/event-store';
import { waitUntil } from '@app/harness';
import { DeleteWebhook } from '@app/webhooks';
import { Logger } from '@nestjs/common';
import { DeliveryFixture } from '../testing/delivery-fixture';
import { readDeliveries } from '../testing/delivery-rows';
import { messageCreated } from '../testing/new-events';
import { bringAll, completeDue } from '../testing/recoveries';
import { RECOVERY_KINDS } from './recovery';

const messages = (count: number): NewEvent[] =>
  Array.from({ length: count }, () => messageCreated());

const isAscending = (numbers: readonly number[]): boolean =>
  numbers.every((number, n) => n === 0 || numbers[n - 1]! < number);

describe('RecoveryWorker', () => {
  let fixture: DeliveryFixture;
  beforeEach(async () => {
    fixture = await DeliveryFixture.open();
    await fixture.createAccount();
    await fixture.createWebhook({ id: 1 });
  });
  afterEach(async () => {
    await fixture.close();
    jest.restoreAllMocks();
  });

  const caughtUp = () => waitUntil('the outbox to catch up', () => fixture.isCaughtUp());
  const deliveries = () => readDeliveries(fixture.harness);
  const list = (webhookId = 1) => fixture.harness.recoveries.list(webhookId, RECOVERY_KINDS, 10);
  const readLog = async (): Promise<void> => {
    const outbox = fixture.startOutbox();
    await caughtUp();
    await outbox.beforeApplicationShutdown();
  };
  const miss = async (count: number, webhookId = 1): Promise<void> => {
    await fixture.disable(webhookId);
    await fixture.append(...messages(count));
    await fixture.enable(webhookId);
  };
  const recoverFailed = (webhookId = 1) =>
    fixture.harness.recoveries.createFailed(
      { accountId: 1, webhookId, sinceMs: 0, ratePerSecond: 1_000, request: null },
      fixture.harness.clock.nowMs() + 1,
    );

  /** With 1,200 deliveries to bring. */
  const kinds: [kind: string, make: () => Promise<void>, resends: number][] = [
    [
      'missed',
      async () => {
        await miss(1_200);
        await readLog();
      },
      0,
    ],
    [
      'failed',
      async () => {
        await fixture.append(...messages(1_200));
        await readLog();
        await completeDue(fixture, { status: 'failed' });
        await completeDue(fixture, { status: 'failed' });
        await recoverFailed();
      },
      1,
    ],
  ];
  const brought = async (): Promise<number[]> =>
    (await deliveries())
      .filter(({ recoveryId }) => recoveryId !== null)
      .map(({ eventPosition }) => eventPosition);
  /** What there is to know of what was brought, in the order in which it was enqueued. */
  const summary = async () => {
    const rows = (await deliveries()).filter(({ recoveryId }) => recoveryId !== null);
    const positions = rows.map(({ eventPosition }) => eventPosition);
    const [recovery] = await list();
    return {
      deliveries: rows.length,
      inOrder: isAscending(positions),
      dueOneByOne: isAscending(rows.map(({ availableAtMs }) => availableAtMs)),
      resends: [...new Set(rows.map(({ resends }) => resends))],
      remaining: recovery!.counts.remaining,
    };
  };

  describe.each(kinds)('with what %s', (_, make, resends) => {
    const all = {
      deliveries: 1_200,
      inOrder: true,
      dueOneByOne: true,
      resends: [resends],
      remaining: 1_200,
    };
    beforeEach(make);

    it('goes on after a restart where it stopped in the middle', async () => {
      const { recoveries } = fixture.harness;
      const advance = recoveries.advance.bind(recoveries);
      const worker = fixture.startRecoveryWorker();
      let stopped: Promise<void> | undefined;
      jest.spyOn(recoveries, 'advance').mockImplementation((...chunk) => {
        stopped ??= worker.beforeApplicationShutdown();
        return advance(...chunk);
      });
      await worker.wake();
      await stopped;
      const firstChunk = await brought();
      await fixture.reopen();

      await bringAll(fixture, fixture.startRecoveryWorker());

      expect(firstChunk.length).toBeGreaterThan(0);
      expect(firstChunk.length).toBeLessThan(1_200);
      expect(await summary()).toEqual(all);
    });

    it('goes on after a restart where a chunk was never written', async () => {
      jest.spyOn(Logger.prototype, 'error').mockImplementation();
      const { recoveries } = fixture.harness;
      const advance = recoveries.advance.bind(recoveries);
      jest
        .spyOn(recoveries, 'advance')
        .mockImplementationOnce(advance)
        .mockRejectedValue(new Error('The process was killed'));
      await fixture.startRecoveryWorker().wake();
      await fixture.reopen();

      await bringAll(fixture, fixture.startRecoveryWorker());

      expect(await summary()).toEqual(all);
    });

    it('goes on where a chunk was written, but the answer was lost', async () => {
      jest.spyOn(Logger.prototype, 'error').mockImplementation();
      const { recoveries } = fixture.harness;
      const advance = recoveries.advance.bind(recoveries);
      jest.spyOn(recoveries, 'advance').mockImplementationOnce(async (...chunk) => {
        await advance(...chunk);
        throw new Error('The connection is gone');
      });

      await bringAll(fixture, fixture.startRecoveryWorker());

      expect(await summary()).toEqual(all);
    });
  });

  it('brings nothing to a disabled webhook until it is enabled again', async () => {
    await fixture.append(...messages(3));
    await readLog();
    await completeDue(fixture, { status: 'failed' });
    await recoverFailed();
    await fixture.disable(1);
    const worker = fixture.startRecoveryWorker();

    await worker.wake();
    expect(await brought()).toEqual([]);
    await fixture.enable(1);
    await bringAll(fixture, worker);

    expect(await brought()).toHaveLength(3);
  });

  it('ends the recoveries of a webhook that is deleted, and brings nothing', async () => {
    await miss(3);
    await readLog();
    const metadata = { accountId: 1, actor: null, correlationId: 'request-1' };
    await fixture.execute(new DeleteWebhook(1, 1, metadata));

    await bringAll(fixture, fixture.startRecoveryWorker());

    expect(await brought()).toEqual([]);
  });

  it('logs what fails and tries it again, and the others go on', async () => {
    const logged = jest.spyOn(Logger.prototype, 'error').mockImplementation();
    await fixture.createWebhook({ id: 2 });
    await fixture.disable(2);
    await miss(3);
    await fixture.enable(2);
    await readLog();
    const { sql } = fixture.harness;
    await sql(`CREATE TRIGGER refuse BEFORE INSERT ON deliveries WHEN NEW.webhook_id = 1
      BEGIN SELECT RAISE(ABORT, 'The disk is full'); END`);
    const worker = fixture.startRecoveryWorker();

    await worker.wake();
    expect((await deliveries()).map(({ webhookId }) => webhookId)).toEqual([2, 2, 2]);
    const [refused] = await list();
    expect(logged.mock.calls).toEqual([
      [{ err: expect.objectContaining({ message: 'The disk is full' }), recoveryId: refused!.id }],
    ]);

    await sql('DROP TRIGGER refuse');
    await bringAll(fixture, worker);
    expect(await deliveries()).toHaveLength(6);
  });

  it('has several webhooks get theirs side by side', async () => {
    await fixture.createWebhook({ id: 2 });
    await fixture.disable(2);
    await miss(1_200);
    await fixture.enable(2);
    await readLog();

    await bringAll(fixture, fixture.startRecoveryWorker());

    const rows = await deliveries();
    const last = rows.findLastIndex(({ webhookId }) => webhookId === 1);
    const first = rows.findIndex(({ webhookId }) => webhookId === 2);
    expect(rows).toHaveLength(2_400);
    expect(first).toBeLessThan(last);
  });

  it('brings nothing after its shutdown', async () => {
    await miss(3);
    await readLog();
    const worker = fixture.startRecoveryWorker();
    await worker.beforeApplicationShutdown();

    await worker.wake();

    expect(await brought()).toEqual([]);
  });
});
