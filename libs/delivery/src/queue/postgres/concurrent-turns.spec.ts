import { setImmediate as nextTurn } from 'node:timers/promises';
import { enqueue, readDeliveries } from '../../testing/delivery-rows';
import {
  claimDue,
  DELIVERED,
  NOW_MS,
  ordered,
  outcome,
  useHarness,
} from '../../testing/conformance/fixtures';
import { openPostgresDeliveryQueue } from '../../testing/postgres-harness';
import type { ClaimedDelivery, NewDelivery } from '../delivery-queue';

const WEBHOOK_IDS = [1, 2, 3, 4, 5, 6];
const CONVERSATION_IDS = [1, 2, 3, 4];
const ROUNDS = 60;

/** The event at a position, to every webhook in every conversation. */
const everywhere = (position: number): NewDelivery[] =>
  CONVERSATION_IDS.flatMap((conversationId) =>
    WEBHOOK_IDS.map((webhookId) =>
      ordered(position * 10 + conversationId, { webhookId, conversationId }),
    ),
  );

describe('the turns of conversations on PostgreSQL, where several transactions give them at once', () => {
  const harness = useHarness(openPostgresDeliveryQueue);
  const claim = (): Promise<ClaimedDelivery[]> =>
    claimDue(harness(), 100, NOW_MS + 20, WEBHOOK_IDS);
  const complete = (claimed: readonly ClaimedDelivery[]): Promise<void> =>
    harness().queue.complete(claimed.map((delivery) => outcome(delivery, DELIVERED)));
  const fail = (claimed: readonly ClaimedDelivery[]): Promise<void> =>
    harness().queue.complete(claimed.map((delivery) => outcome(delivery, { status: 'failed' })));
  const sql = (text: string) => harness().sql(text);
  const isWaiting = async () => (await sql('SELECT 1 FROM pg_locks WHERE NOT granted')).length > 0;
  const open = async () =>
    (await readDeliveries(harness())).filter(({ status }) => status !== 'delivered');

  it('come to what is enqueued while the one before it is completed', async () => {
    await enqueue(harness(), everywhere(0), NOW_MS);

    for (let round = 1; round <= ROUNDS; round++) {
      const claimed = await claim();
      expect(claimed).toHaveLength(everywhere(round).length);
      // Whichever is first, one of the two has to give the turn.
      await Promise.all([complete(claimed), enqueue(harness(), everywhere(round), NOW_MS)]);
    }

    await complete(await claim());
    expect(await open()).toEqual([]);
  });

  it('come one after the other to all, and nobody waits for ever, with many at work', async () => {
    const taken = new Map<string, number[]>();
    let allEnqueued = false;
    const work = async (): Promise<void> => {
      for (;;) {
        const isLast = allEnqueued;
        const claimed = await claim();
        for (const { webhookId, conversationId, eventPosition } of claimed) {
          const turn = `${webhookId}/${conversationId}`;
          taken.set(turn, [...(taken.get(turn) ?? []), eventPosition]);
        }
        await complete(claimed.toReversed());
        if (isLast && claimed.length === 0 && (await open()).length === 0) return;
      }
    };
    const feed = async (): Promise<void> => {
      for (let round = 0; round < ROUNDS; round++) {
        await enqueue(harness(), everywhere(round), NOW_MS);
      }
      allEnqueued = true;
    };

    await Promise.all([feed(), work(), work(), work(), work()]);

    expect(taken.size).toBe(WEBHOOK_IDS.length * CONVERSATION_IDS.length);
    for (const positions of taken.values()) {
      expect(positions).toEqual(positions.toSorted((one, other) => one - other));
      expect(positions).toHaveLength(ROUNDS);
    }
  });

  it('come to what is put back while the one that is under way is completed', async () => {
    await enqueue(harness(), everywhere(0), NOW_MS);
    await fail(await claim());
    const due = (await readDeliveries(harness())).map(({ id }) => ({ id, dueAtMs: NOW_MS }));

    for (let round = 1; round <= ROUNDS; round++) {
      await enqueue(harness(), everywhere(round), NOW_MS);
      const claimed = await claim();
      const putBack = harness().queue.putBack(due, 7, NOW_MS);
      await Promise.all([complete(claimed), harness().commit(putBack)]);

      const again = await claim();
      expect(new Set(again.map(({ id }) => id))).toEqual(new Set(due.map(({ id }) => id)));
      await fail(again);
    }
  });

  it.each<[string, (claimed: readonly ClaimedDelivery[]) => Promise<unknown>]>([
    [
      'is to be attempted again',
      (claimed) => {
        const retry = { status: 'pending', nextAttemptAtMs: NOW_MS } as const;
        return harness().queue.complete(claimed.map((delivery) => outcome(delivery, retry)));
      },
    ],
    ['is released', () => harness().queue.releaseClaims(NOW_MS)],
    ['is released and claimed', () => harness().queue.releaseClaims(NOW_MS).then(claim)],
  ])('are had by one where another is put back while what has it %s', async (_, end) => {
    await enqueue(harness(), everywhere(0), NOW_MS);
    await complete(await claim());
    const due = (await readDeliveries(harness())).map(({ id }) => ({ id, dueAtMs: NOW_MS }));

    for (let round = 1; round <= ROUNDS; round++) {
      await enqueue(harness(), everywhere(round), NOW_MS);
      const ended = end(await claim());
      await harness().commit(harness().queue.putBack(due, 7, NOW_MS));
      await ended;

      const hadBy = await sql(`SELECT webhook_id, conversation_id FROM deliveries
        WHERE status = 'pending' GROUP BY webhook_id, conversation_id HAVING count(*) = 1`);
      expect(hadBy).toHaveLength(everywhere(round).length);
      await harness().queue.releaseClaims(NOW_MS);
      await complete(await claim());
      await complete(await claim());
      expect(await open()).toEqual([]);
    }
  });

  it('are locked in one order, so that no two wait for each other', async () => {
    const { connection, queue, commit } = harness();

    const waited = connection.transaction(async (tx) => {
      tx.send(queue.lockTurns([2]));
      await tx.settle();
      const other = commit(queue.lockTurns([3, 2, 1]));
      while (!(await isWaiting())) await nextTurn();
      tx.send(queue.lockTurns([3]));
      await tx.settle();
      return { other };
    });

    await expect(waited).resolves.toBeDefined();
    await expect((await waited).other).resolves.toBeUndefined();
  });

  it('are had by one of a conversation, with others put back and resent meanwhile', async () => {
    await enqueue(harness(), everywhere(0), NOW_MS);
    await complete(await claim());
    const finished = await readDeliveries(harness());
    await enqueue(harness(), everywhere(1), NOW_MS);

    const due = finished.map(({ id }) => ({ id, dueAtMs: NOW_MS }));
    const putBack = [due.slice(0, 12), due.slice(6, 18)].map((some) =>
      harness().commit(harness().queue.putBack(some, 7, NOW_MS)),
    );
    const resent = finished
      .slice(12)
      .map(({ id, webhookId }) => harness().queue.resend(webhookId, id, NOW_MS));
    const claiming = [claim(), claim()];
    await Promise.all([...putBack, ...resent]);

    let claimed = (await Promise.all(claiming)).flat();
    for (; claimed.length > 0; claimed = await claim()) {
      const turns = claimed.map((each) => `${each.webhookId}/${each.conversationId}`);
      expect(turns).toHaveLength(new Set(turns).size);
      await complete(claimed);
    }
    expect(await open()).toEqual([]);
  });
});
