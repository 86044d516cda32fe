import type { EventName } from '@app/payloads';
import type { NewDelivery } from '../queue/delivery-queue';
import { answered, claimDue, LEASE_MS, newDelivery, NOW_MS } from '../testing/conformance/fixtures';
import { DeliveryFixture } from '../testing/delivery-fixture';
import { enqueue } from '../testing/delivery-rows';
import { webhookDeleted } from '../testing/new-events';
import { openPostgresDeliveryQueue } from '../testing/postgres-harness';
import { openSqliteDeliveryQueue } from '../testing/sqlite-harness';
import type { DeliveryPlace } from './delivery-place';
import {
  type DeliveryFilter,
  type DeliveryPage,
  ListDeliveries,
  ListDeliveriesHandler,
} from './list-deliveries';

const FAILED = { ...answered, statusCode: null, errorClass: 'reset', errorMessage: 'cut' };
const NOT_FOUND = { reason: 'not-found' };

const idsOf = ({ deliveries }: DeliveryPage): string[] => deliveries.map(({ eventId }) => eventId);

describe.each([
  ['SQLite', openSqliteDeliveryQueue],
  ['PostgreSQL', openPostgresDeliveryQueue],
])('the list of a webhook’s deliveries on %s', (_database, open) => {
  let fixture: DeliveryFixture;
  beforeEach(async () => {
    fixture = await DeliveryFixture.open(open);
    await fixture.createWebhook({ id: 1 });
  });
  afterEach(() => fixture.close());

  const add = (deliveries: readonly NewDelivery[], nowMs = NOW_MS): Promise<void> =>
    enqueue(fixture.harness, deliveries, nowMs);
  const list = (
    filter: DeliveryFilter = {},
    { limit = 100, before }: { limit?: number; before?: DeliveryPlace | null } = {},
    accountId = 1,
    webhookId = 1,
  ): Promise<DeliveryPage> => {
    const { store, database } = fixture.harness;
    const handler = new ListDeliveriesHandler(store, database);
    const page = { limit, before: before ?? undefined };
    return handler.execute(new ListDeliveries(accountId, webhookId, filter, page));
  };
  /** All pages there are, the ids of each. */
  const pagesOf = async (
    filter: DeliveryFilter,
    limit: number,
    meanwhile: (page: number) => Promise<void> = async () => {},
  ): Promise<string[][]> => {
    const pages: string[][] = [];
    let before: DeliveryPlace | null = null;
    do {
      const page: DeliveryPage = await list(filter, { limit, before });
      pages.push(idsOf(page));
      before = page.next;
      await meanwhile(pages.length);
    } while (before);
    return pages;
  };
  /** Attempts all that is due, with one answer to each. */
  const attempt = async (
    statusOf: (eventId: string) => 'delivered' | 'failed' | 'pending',
    nowMs = NOW_MS,
  ): Promise<void> => {
    const { queue } = fixture.harness;
    const claimed = await claimDue(fixture.harness, 1_000, nowMs);
    await queue.complete(
      claimed.map((delivery) => {
        const status = statusOf(delivery.eventId);
        const sent = status === 'delivered' ? answered : FAILED;
        const resolution =
          status === 'pending' ? { status, nextAttemptAtMs: NOW_MS + 5_000 } : { status };
        return { delivery, resolution, failures: 0, sent, finishedAtMs: nowMs + 20 };
      }),
    );
  };

  it('is empty at first', async () => {
    expect(await list()).toEqual({ deliveries: [], next: null });
  });

  it('says of each what it is, what became of it and how the last attempt ended', async () => {
    await add([newDelivery(7, { conversationId: 3 }), newDelivery(8)]);
    await attempt((eventId) => (eventId === 'event-7' ? 'pending' : 'delivered'));
    await attempt(() => 'failed', NOW_MS + 5_000);

    const { deliveries } = await list();
    expect(deliveries).toEqual([
      {
        id: 2,
        messageId: 'msg_event-8_1',
        event: 'message_created',
        eventId: 'event-8',
        conversationId: null,
        status: 'delivered',
        attempts: 1,
        replayId: null,
        resends: 0,
        createdAtMs: NOW_MS,
        nextAttemptAtMs: null,
        finishedAtMs: NOW_MS + 20,
        lastAttempt: {
          attemptedAtMs: answered.startedAtMs,
          statusCode: 200,
          errorClass: null,
          durationMs: 12.5,
        },
      },
      expect.objectContaining({
        eventId: 'event-7',
        conversationId: 3,
        status: 'failed',
        attempts: 2,
        finishedAtMs: NOW_MS + 5_020,
        lastAttempt: expect.objectContaining({ statusCode: null, errorClass: 'reset' }),
      }),
    ]);
  });

  it('says when the next attempt is due, unless one is under way or others come first', async () => {
    const next = async () => (await list()).deliveries.map((each) => each.nextAttemptAtMs);
    const ordered = { conversationId: 1, ordered: true };
    await add([newDelivery(1), newDelivery(2, ordered), newDelivery(3, ordered)]);
    expect(await next()).toEqual([null, NOW_MS, NOW_MS]);

    const { queue } = fixture.harness;
    await queue.claim([{ webhookId: 1, limit: 1 }], NOW_MS, LEASE_MS);
    expect(await next()).toContain(NOW_MS);
    await claimDue(fixture.harness, 10, NOW_MS);
    expect(await next()).toEqual([null, null, null]);
    expect((await list()).deliveries).toMatchObject([
      { status: 'waiting', attempts: 0, lastAttempt: null },
      { status: 'pending', attempts: 0, lastAttempt: null },
      { status: 'pending', attempts: 0, lastAttempt: null },
    ]);
  });

  it('is of this webhook alone', async () => {
    await add([newDelivery(1), newDelivery(2, { webhookId: 2 })]);
    expect(idsOf(await list())).toEqual(['event-1']);
  });

  it('is refused for another account’s webhook, for none and for a deleted one', async () => {
    await expect(list({}, {}, 2)).rejects.toMatchObject(NOT_FOUND);
    await expect(list({}, {}, 1, 9)).rejects.toMatchObject(NOT_FOUND);
    await fixture.harness.store.append('webhook-1', [webhookDeleted({ id: 1 })], 'any');
    await expect(list()).rejects.toMatchObject(NOT_FOUND);
  });

  describe('filtered', () => {
    beforeEach(async () => {
      await add([newDelivery(1, { conversationId: 1 })], NOW_MS - 2);
      await add([newDelivery(2, { event: 'contact_created' as EventName })], NOW_MS - 1);
      await add([newDelivery(3, { conversationId: 2 }), newDelivery(4, { conversationId: 1 })]);
      await attempt((eventId) => (/[13]/.test(eventId) ? 'failed' : 'delivered'));
      await add([newDelivery(5, { conversationId: 1 })]);
    });

    it.each<[DeliveryFilter, number[]]>([
      [{}, [5, 4, 3, 2, 1]],
      [{ event: 'contact_created' }, [2]],
      [{ event: 'inbox_created' }, []],
      [{ status: 'failed' }, [3, 1]],
      [{ status: 'delivered' }, [4, 2]],
      [{ status: 'pending' }, [5]],
      [{ status: 'expired' }, []],
      [{ conversationId: 1 }, [5, 4, 1]],
      [{ sinceMs: NOW_MS - 1 }, [5, 4, 3, 2]],
      [{ untilMs: NOW_MS - 1 }, [1]],
      [{ sinceMs: NOW_MS - 1, untilMs: NOW_MS }, [2]],
      [{ status: 'failed', conversationId: 1 }, [1]],
      [{ status: 'delivered', event: 'message_created', conversationId: 1 }, [4]],
    ])('by %j', async (filter, positions) => {
      const page = await list(filter);
      expect(idsOf(page)).toEqual(positions.map((position) => `event-${position}`));
      expect(page.next).toBeNull();
    });
  });

  describe('in pages', () => {
    it.each([
      [2, [['event-3', 'event-2'], ['event-1']]],
      [3, [['event-3', 'event-2', 'event-1']]],
    ])('of %i ends with the last delivery', async (limit, pages) => {
      await add([1, 2, 3].map((position) => newDelivery(position)));
      expect(await pagesOf({}, limit)).toEqual(pages);
    });

    it('tells deliveries of one event apart by their replays', async () => {
      await add([0, 1, 2].map((replayId) => newDelivery(5, { replayId })));
      const { deliveries, next } = await list({}, { limit: 2 });
      expect(deliveries.map(({ id }) => id)).toEqual([3, 2]);
      expect((await list({}, { limit: 2, before: next })).deliveries).toMatchObject([{ id: 1 }]);
    });

    it('neither skips nor repeats what was there, whatever arrives and changes between them', async () => {
      await add(Array.from({ length: 20 }, (_, n) => newDelivery(2 * n + 1)));
      await attempt(() => 'failed');
      const { queue } = fixture.harness;

      const pages = await pagesOf({}, 3, async (page) => {
        // The newest by its place, and one in between: what a recovery brings of the past.
        await add([newDelivery(1_000 + page), newDelivery(40 - 2 * page)]);
        await queue.resend(1, page, NOW_MS);
        await attempt(() => 'delivered');
      });

      const seen = pages.flat();
      const before = Array.from({ length: 20 }, (_, n) => `event-${39 - 2 * n}`);
      expect(seen.filter((eventId) => before.includes(eventId))).toEqual(before);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.filter((eventId) => eventId.startsWith('event-100'))).toEqual([]);
    });

    it('goes on over what no longer fails', async () => {
      await add([1, 2, 3, 4, 5].map((position) => newDelivery(position)));
      await attempt(() => 'failed');
      const { queue } = fixture.harness;

      const pages = await pagesOf({ status: 'failed' }, 2, async (page) => {
        if (page === 1) await queue.resend(1, 4, NOW_MS);
      });

      expect(pages).toEqual([['event-5', 'event-4'], ['event-3', 'event-2'], ['event-1']]);
    });

    it('reads 10,000 deliveries for one and no more, however rare what is looked for', async () => {
      await add(Array.from({ length: 20_001 }, (_, n) => newDelivery(n + 2)));
      await add([
        newDelivery(1, { conversationId: 9 }),
        newDelivery(15_000 + 1, { replayId: 1, conversationId: 9 }),
      ]);

      expect(await pagesOf({ conversationId: 9 }, 25)).toEqual([['event-15001'], [], ['event-1']]);
    });
  });
});
