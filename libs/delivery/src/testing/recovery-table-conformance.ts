import type { SubscriptionRow } from '@app/webhooks';
import { type Recovery, RECOVERY_KINDS, type ReplayFilter } from '../recoveries/recovery';
import type { NewDelivery } from '../queue/delivery-queue';
import type { RecoveryTable } from '../recoveries/recovery-table';
import {
  claimDue,
  DELIVERED,
  finishNew,
  newDelivery,
  NOW_MS,
  ordered,
  outcome,
} from './conformance/fixtures';
import type { DeliveryQueueHarness } from './delivery-queue-harness';
import { enqueue, readDeliveries } from './delivery-rows';

/** The queue with the table beside it. */
export interface RecoveryTableHarness extends DeliveryQueueHarness {
  /** Another one after {@link reopen}. */
  readonly recoveries: RecoveryTable;
}

/** What the deliveries of these suites end at. */
const FINISHED_MS = NOW_MS + 20;
const LATER_MS = NOW_MS + 60_000;
const SUBSCRIPTION: SubscriptionRow = {
  webhook_id: 1,
  account_id: 1,
  url: 'https://example.com/hooks',
  events: '["message_created"]',
  inbox_id: null,
  format: 'hoory',
  ordering: 'none',
  disabled: 0,
};

const ofReplay = ({ id }: Recovery, position: number): NewDelivery =>
  newDelivery(position, { replayId: id, recoveryId: id });

/**
 * What every driver of the port `RecoveryTable` has to do.
 * @param open makes an empty one
 */
export function describeRecoveryTable(
  driver: string,
  open: () => Promise<RecoveryTableHarness>,
): void {
  describe(`${driver} recovery table`, () => {
    let harness: RecoveryTableHarness;
    beforeEach(async () => {
      harness = await open();
    });
    afterEach(() => harness.close());

    const failed = (webhookId = 1, sinceMs = NOW_MS, nowMs = LATER_MS) =>
      harness.recoveries.createFailed(
        { accountId: 1, webhookId, sinceMs, ratePerSecond: 50, request: null },
        nowMs,
      );
    /** As the outbox makes them: of the positions from 10 on to 20. */
    const missed = async (webhookId = 1): Promise<Recovery> => {
      await harness.sql(`INSERT INTO recoveries
        (account_id, webhook_id, kind, from_position, next_position, to_position, rate_per_second,
         last_due_at_ms, created_at_ms)
        VALUES (1, ${webhookId}, 'missed', 10, 10, 20, 100, ${NOW_MS}, ${NOW_MS})`);
      return (await harness.recoveries.list(webhookId, RECOVERY_KINDS, 1))[0]!;
    };
    const statuses = async () => (await readDeliveries(harness)).map(({ status }) => status);
    const unfinishedIds = async () => (await harness.recoveries.unfinished()).map(({ id }) => id);

    /** Brings the events at positions 10, 11 and 12, and attempts the first. */
    const bring = async (recovery: Recovery): Promise<Recovery> => {
      const progress = { nextPosition: 13, lastDueAtMs: LATER_MS, subscription: SUBSCRIPTION };
      const deliveries = [10, 11, 12].map((position) => ofReplay(recovery, position));
      await harness.recoveries.advance(
        recovery,
        progress,
        harness.queue.enqueue(deliveries, NOW_MS),
      );
      const [first] = await claimDue(harness, 1, NOW_MS);
      await harness.queue.complete([outcome(first!, DELIVERED)]);
      return (await harness.recoveries.find(1, recovery.id))!;
    };

    describe('a recovery of what failed', () => {
      it('is of what failed from a time until now, and of nothing else', async () => {
        await finishNew(harness, [newDelivery(1), newDelivery(3), newDelivery(9)]);
        await finishNew(harness, [newDelivery(2)], 'delivered');
        await finishNew(harness, [newDelivery(4, { webhookId: 2 })]);
        await enqueue(harness, [newDelivery(5)], NOW_MS);

        const recovery = await failed(1, FINISHED_MS);

        expect(recovery).toEqual({
          id: expect.any(Number),
          accountId: 1,
          webhookId: 1,
          kind: 'failed',
          sinceMs: FINISHED_MS,
          total: 3,
          fromPosition: 1,
          nextPosition: 1,
          toPosition: 10,
          ratePerSecond: 50,
          lastDueAtMs: LATER_MS,
          subscription: null,
          filter: null,
          paused: false,
          createdAtMs: LATER_MS,
          finishedAtMs: null,
          cancelled: false,
          counts: { delivered: 0, failed: 0, remaining: 0 },
        });
        expect(await failed(1, FINISHED_MS + 1)).toMatchObject({ total: 0 });
        expect(await failed(1, NOW_MS, FINISHED_MS)).toMatchObject({ total: 0 });
      });

      it('goes through it in the order of the log', async () => {
        await finishNew(harness, [newDelivery(9), newDelivery(1), newDelivery(3)]);
        const recovery = await failed();
        const positions = async (nextPosition: number, limit: number) =>
          (await harness.recoveries.nextFailed({ ...recovery, nextPosition }, limit)).map(
            ({ eventPosition }) => eventPosition,
          );

        expect(await positions(1, 10)).toEqual([1, 3, 9]);
        expect(await positions(1, 2)).toEqual([1, 3]);
        expect(await positions(3, 2)).toEqual([3, 9]);
        expect(await positions(10, 2)).toEqual([]);
      });

      it('passes over what failed again since', async () => {
        await finishNew(harness, [newDelivery(1)]);
        const recovery = await failed(1, NOW_MS, FINISHED_MS + 1);
        const [delivery] = await readDeliveries(harness);
        const due = [{ id: delivery!.id, dueAtMs: NOW_MS }];
        const putBack = harness.queue.putBack(due, recovery.id, NOW_MS);
        await harness.commit(putBack);
        const [claimed] = await claimDue(harness, 1, NOW_MS);
        const again = { ...outcome(claimed!, { status: 'failed' }), finishedAtMs: LATER_MS };
        await harness.queue.complete([again]);

        expect(await harness.recoveries.nextFailed(recovery, 10)).toEqual([]);
      });
    });

    describe('an unfinished recovery', () => {
      it('is the first of each webhook', async () => {
        const first = await failed(2);
        const other = await failed(1);
        await failed(2);

        expect(await unfinishedIds()).toEqual([first.id, other.id]);
      });

      it('makes place for the next of its webhook when it ends', async () => {
        const first = await failed();
        const second = await failed();

        await harness.recoveries.finish(first, first, [], LATER_MS);
        expect(await unfinishedIds()).toEqual([second.id]);
        await harness.recoveries.cancel(1, second.id, LATER_MS);
        expect(await unfinishedIds()).toEqual([]);
      });

      it('is where its last chunk has brought it, also after a restart', async () => {
        const recovery = await missed();
        const progress = { nextPosition: 15, lastDueAtMs: LATER_MS, subscription: SUBSCRIPTION };
        const chunk = harness.queue.enqueue([newDelivery(12)], NOW_MS);

        expect(await harness.recoveries.advance(recovery, progress, chunk)).toBe(true);
        await harness.reopen();

        expect(await readDeliveries(harness)).toMatchObject([{ eventPosition: 12 }]);
        const [unfinished] = await harness.recoveries.unfinished();
        expect(unfinished).toMatchObject({ ...progress, id: recovery.id, finishedAtMs: null });
      });

      it('stays where it was, like the rows, where a chunk fails', async () => {
        const recovery = await missed();
        const chunk = harness.queue.enqueue([newDelivery(12)], NOW_MS);
        const broken = { sql: 'INSERT INTO recoveries (id) VALUES (?)', params: [1] };

        const advancing = harness.recoveries.advance(recovery, { ...recovery, nextPosition: 15 }, [
          ...chunk,
          broken,
        ]);

        await expect(advancing).rejects.toHaveProperty('message');
        expect(await readDeliveries(harness)).toEqual([]);
        expect(await harness.recoveries.unfinished()).toMatchObject([{ nextPosition: 10 }]);
      });

      it('takes no chunk twice, and none once it has ended', async () => {
        const recovery = await missed();
        const progress = { ...recovery, nextPosition: 15 };
        const chunk = harness.queue.enqueue([newDelivery(12)], NOW_MS);
        await harness.recoveries.advance(recovery, progress, []);

        expect(await harness.recoveries.advance(recovery, progress, chunk)).toBe(false);
        await harness.recoveries.cancel(1, recovery.id, LATER_MS);
        expect(await harness.recoveries.advance(progress, progress, chunk)).toBe(false);
        expect(await harness.recoveries.finish(progress, progress, chunk, LATER_MS)).toBe(false);

        expect(await readDeliveries(harness)).toEqual([]);
      });
    });

    describe('ordered deliveries', () => {
      it('of a chunk have their turn with it, and those behind it wait', async () => {
        const recovery = await missed();
        await enqueue(harness, [ordered(21), ordered(22, { conversationId: 2 })], NOW_MS);
        expect(await statuses()).toEqual(['waiting', 'waiting']);

        const chunk = harness.queue.enqueue([ordered(12)], NOW_MS);
        await harness.recoveries.advance(recovery, { ...recovery, nextPosition: 15 }, chunk);

        expect(await statuses()).toEqual(['waiting', 'waiting', 'pending']);
      });

      it.each([
        [
          'ends',
          (recovery: Recovery) => harness.recoveries.finish(recovery, recovery, [], LATER_MS),
        ],
        [
          'is cancelled',
          (recovery: Recovery) => harness.recoveries.cancel(1, recovery.id, LATER_MS),
        ],
      ])('that waited behind it have their turns when it %s', async (_, end) => {
        const recovery = await missed();
        const waiting = [ordered(21), ordered(22, { conversationId: 2 }), ordered(23)];
        await enqueue(harness, waiting, NOW_MS);

        await end(recovery);

        expect(await statuses()).toEqual(['pending', 'pending', 'waiting']);
      });

      it('wait on where another recovery of the webhook has to pass them', async () => {
        const recovery = await missed();
        await enqueue(harness, [ordered(21)], NOW_MS);
        await missed();

        await harness.recoveries.finish(recovery, recovery, [], LATER_MS);

        expect(await statuses()).toEqual(['waiting']);
      });
    });

    describe('what is known of a recovery', () => {
      it('counts what became of the deliveries it has brought', async () => {
        const { id } = await missed();
        const of = (position: number) => newDelivery(position, { recoveryId: id });
        await finishNew(harness, [of(1), of(2)], 'delivered');
        await finishNew(harness, [of(3)]);
        await enqueue(harness, [of(4), of(5), of(6), of(7)], NOW_MS);
        await enqueue(harness, [ordered(8, { recoveryId: id }), newDelivery(9)], LATER_MS);
        const [expired, cancelled] = await claimDue(harness, 3, NOW_MS);
        await harness.queue.complete([
          outcome(expired!, { status: 'expired' }, null),
          outcome(cancelled!, { status: 'cancelled' }, null),
        ]);

        expect(await harness.recoveries.find(1, id)).toMatchObject({
          counts: { delivered: 2, failed: 3, remaining: 3 },
        });
      });

      it('counts for each what is its own, also where it was put back by a later one', async () => {
        const { id } = await missed();
        await finishNew(harness, [newDelivery(1, { recoveryId: id })]);
        const later = await failed();
        const [delivery] = await readDeliveries(harness);
        const chunk = harness.queue.putBack(
          [{ id: delivery!.id, dueAtMs: NOW_MS }],
          later.id,
          NOW_MS,
        );
        await harness.recoveries.finish(later, later, chunk, LATER_MS);
        const [claimed] = await claimDue(harness, 1, NOW_MS);
        await harness.queue.complete([outcome(claimed!, DELIVERED)]);

        expect(await harness.recoveries.list(1, RECOVERY_KINDS, 10)).toMatchObject([
          { id: later.id, counts: { delivered: 1, failed: 0, remaining: 0 } },
          { id, counts: { delivered: 0, failed: 0, remaining: 0 } },
        ]);
      });

      it('is listed with the others of its webhook, newest first', async () => {
        const ids = [(await failed()).id, (await missed()).id, (await failed()).id];
        await failed(2);

        const listed = (await harness.recoveries.list(1, RECOVERY_KINDS, 2)).map(({ id }) => id);

        expect(listed).toEqual([ids[2], ids[1]]);
        expect(await harness.recoveries.list(3, RECOVERY_KINDS, 10)).toEqual([]);
      });

      it('is found by its webhook alone', async () => {
        const { id } = await failed();

        expect(await harness.recoveries.find(1, id)).toMatchObject({ id, kind: 'failed' });
        expect(await harness.recoveries.find(2, id)).toBeUndefined();
        expect(await harness.recoveries.find(1, id + 1)).toBeUndefined();
      });
    });

    describe('a replay', () => {
      const FILTER = {
        events: ['message_created'],
        conversationId: 7,
        which: 'missing',
      } as const satisfies ReplayFilter;
      const replay = (ratePerSecond: number | null = 50, request: string | null = null) =>
        harness.recoveries.createReplay(
          {
            accountId: 1,
            webhookId: 1,
            fromPosition: 10,
            toPosition: 20,
            subscription: SUBSCRIPTION,
            filter: FILTER,
            ratePerSecond,
            request,
          },
          NOW_MS,
        );

      it('is kept as it was asked for', async () => {
        const { id } = await replay(null);
        await harness.reopen();

        expect(await harness.recoveries.find(1, id)).toMatchObject({
          kind: 'replay',
          fromPosition: 10,
          nextPosition: 10,
          toPosition: 20,
          ratePerSecond: null,
          subscription: SUBSCRIPTION,
          filter: FILTER,
          paused: false,
          counts: { delivered: 0, failed: 0, remaining: 0 },
        });
        expect(await harness.recoveries.list(1, RECOVERY_KINDS, 10)).toEqual([]);
        expect(await harness.recoveries.list(1, ['replay'], 10)).toMatchObject([{ id }]);
      });

      it('is made once by one request, however often it is sent', async () => {
        const { id } = await replay(50, 'key-1');
        await harness.reopen();

        expect(await replay(50, 'key-1')).toMatchObject({ id });
        expect((await replay(50, 'key-2')).id).not.toBe(id);
        expect((await replay(50)).id).not.toBe((await replay(50)).id);
        const failedOnce = () =>
          harness.recoveries.createFailed(
            { accountId: 1, webhookId: 1, sinceMs: 0, ratePerSecond: 50, request: 'key-3' },
            LATER_MS,
          );
        expect((await failedOnce()).id).toBe((await failedOnce()).id);
      });

      it('rests while it is paused, with what was not attempted taken out again', async () => {
        const { id } = await bring(await replay());
        const paused = await harness.recoveries.changeReplay(1, id, { paused: true }, LATER_MS);

        expect(paused).toMatchObject({
          paused: true,
          nextPosition: 11,
          counts: { delivered: 1, remaining: 0 },
        });
        expect(await harness.recoveries.queued(id)).toBe(0);
        expect(await unfinishedIds()).toEqual([]);
        await harness.recoveries.changeReplay(1, id, { paused: false }, LATER_MS);
        expect(await unfinishedIds()).toEqual([id]);
      });

      it('lets others of its webhook go on while it is paused', async () => {
        const { id } = await replay();
        const other = await failed();
        await harness.recoveries.changeReplay(1, id, { paused: true }, NOW_MS);

        expect(await unfinishedIds()).toEqual([other.id]);
      });

      it('takes no chunk that was under way when it was paused', async () => {
        const before = await replay();
        await harness.recoveries.changeReplay(1, before.id, { paused: true }, NOW_MS);

        expect(await bring(before).catch(() => undefined)).toBeUndefined();
        expect(await readDeliveries(harness)).toEqual([]);
      });

      it('has another rate at once', async () => {
        const { id } = await bring(await replay());

        expect(
          await harness.recoveries.changeReplay(1, id, { ratePerSecond: 7 }, LATER_MS),
        ).toMatchObject({
          ratePerSecond: 7,
          paused: false,
          nextPosition: 11,
          lastDueAtMs: LATER_MS,
        });
      });

      it('goes on with what is in the queue where all of it is, and that is taken out', async () => {
        const brought = await bring(await replay());
        await harness.recoveries.finish(brought, { ...brought, nextPosition: 20 }, [], NOW_MS);
        await harness.recoveries.changeReplay(1, brought.id, { paused: true }, NOW_MS);

        expect(await harness.recoveries.find(1, brought.id)).toMatchObject({
          paused: true,
          nextPosition: 11,
          finishedAtMs: null,
        });
      });

      it('that has ended stays as it is', async () => {
        const recovery = await replay();
        await harness.recoveries.finish(recovery, { ...recovery, nextPosition: 20 }, [], LATER_MS);

        expect(
          await harness.recoveries.changeReplay(1, recovery.id, { paused: true }, LATER_MS),
        ).toMatchObject({ paused: false, finishedAtMs: LATER_MS });
      });

      it('that is cancelled sends nothing that was not attempted', async () => {
        const { id } = await bring(await replay());
        await harness.recoveries.cancel(1, id, LATER_MS);

        expect(await harness.recoveries.find(1, id)).toMatchObject({
          cancelled: true,
          finishedAtMs: LATER_MS,
          counts: { delivered: 1, failed: 0, remaining: 0 },
        });
        expect(await claimDue(harness, 10, LATER_MS)).toEqual([]);
      });

      it('is no other recovery, and of no other webhook', async () => {
        const other = await failed();
        const { id } = await replay();

        expect(
          await harness.recoveries.changeReplay(1, other.id, { paused: true }, NOW_MS),
        ).toBeUndefined();
        expect(
          await harness.recoveries.changeReplay(2, id, { paused: true }, NOW_MS),
        ).toBeUndefined();
        expect(await harness.recoveries.find(1, id)).toMatchObject({ paused: false });
      });

      it('has turns of its own: neither waits for what is live, nor has that wait', async () => {
        const recovery = await replay();
        const turn = { ordered: true, conversationId: 7 };
        await enqueue(
          harness,
          [
            newDelivery(30, turn),
            newDelivery(31, turn),
            { ...ofReplay(recovery, 10), ...turn },
            { ...ofReplay(recovery, 11), ...turn },
          ],
          NOW_MS,
        );

        const claimed = await claimDue(harness, 10, NOW_MS);

        expect(claimed.map(({ eventPosition }) => eventPosition)).toEqual([30, 10]);
      });
    });

    it('finds the events of which a webhook has been delivered something, by any replay', async () => {
      await finishNew(harness, [newDelivery(1), newDelivery(2)], 'delivered');
      await finishNew(harness, [newDelivery(3), newDelivery(2, { replayId: 5 })], 'failed');
      await finishNew(harness, [newDelivery(4, { webhookId: 2 })], 'delivered');
      const positionsWith = (status: 'delivered' | 'failed') =>
        harness.recoveries.positionsWith(1, [1, 2, 3, 4, 5], status);

      expect(await positionsWith('delivered')).toEqual(new Set([1, 2]));
      expect(await positionsWith('failed')).toEqual(new Set([2, 3]));
    });

    it('cancels what is under way, and nothing that has ended or is another’s', async () => {
      const { id } = await failed();
      const ended = await failed();
      await harness.recoveries.finish(ended, ended, [], LATER_MS);

      await harness.recoveries.cancel(2, id, LATER_MS);
      expect(await harness.recoveries.find(1, id)).toMatchObject({ finishedAtMs: null });
      await harness.recoveries.cancel(1, id, LATER_MS);
      await harness.recoveries.cancel(1, ended.id, LATER_MS + 1);

      expect(await harness.recoveries.list(1, RECOVERY_KINDS, 10)).toMatchObject([
        { id: ended.id, finishedAtMs: LATER_MS, cancelled: false },
        { id, finishedAtMs: LATER_MS, cancelled: true },
      ]);
    });
  });
}
