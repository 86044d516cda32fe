import { NoFirstAttempts } from '../testing/no-first-attempts';
import { LocalSignals, PostgresLeadership } from '@app/event-store';
import { openPostgresEventStore, type PostgresEventStoreHarness } from '@app/event-store/testing';
import { waitUntil } from '@app/harness';
import { WEBHOOK_MIGRATIONS } from '@app/webhooks';
import { Logger } from '@nestjs/common';
import { DELIVERY_MIGRATIONS } from '../migrations';
import { PostgresDeliveryQueue } from '../queue/postgres/postgres-delivery-queue';
import { messageCreated, webhookCreated, webhookUpdated } from '../testing/new-events';
import { Outbox } from './outbox';

const TIMES = { beatMs: 50, answerWithinMs: 1_000, silentForMs: 1_000 };

type Process = Pick<PostgresEventStoreHarness, 'store' | 'connection' | 'database'>;

describe('The outboxes of several processes on PostgreSQL', () => {
  let harness: PostgresEventStoreHarness;
  const outboxes: Outbox[] = [];
  beforeEach(async () => {
    jest.spyOn(Logger.prototype, 'log').mockImplementation();
    harness = await openPostgresEventStore({
      migrations: [WEBHOOK_MIGRATIONS, DELIVERY_MIGRATIONS],
    });
  });
  afterEach(async () => {
    await Promise.all(outboxes.splice(0).map((outbox) => outbox.beforeApplicationShutdown()));
    await harness.close();
    jest.restoreAllMocks();
  });

  const start = ({ store, connection, database }: Process) => {
    const leadership = new PostgresLeadership(connection.pool, TIMES);
    const queue = new PostgresDeliveryQueue(connection);
    const signals = new LocalSignals();
    const outbox = new Outbox(
      store,
      database,
      queue,
      new NoFirstAttempts(),
      leadership,
      signals,
      harness.clock,
    );
    outboxes.push(outbox);
    outbox.onApplicationBootstrap();
    return { outbox, leadership };
  };
  const append = (...events: Parameters<typeof harness.store.append>[1]) =>
    harness.store.append('fixture-1', events, 'any');
  const enqueued = async (): Promise<unknown[]> => {
    for (const outbox of outboxes) outbox.wake();
    const rows = await harness.sql('SELECT event_id FROM deliveries ORDER BY event_position');
    return rows.map((row) => row['event_id']);
  };
  const untilEnqueued = (...eventIds: string[]) =>
    waitUntil(eventIds.join(), async () => (await enqueued()).join() === eventIds.join());

  it('enqueue each event once, by one of them, and by another one when that is cut off or ends', async () => {
    const [one, other] = [start(harness), start(harness.openAnother())];
    await append(webhookCreated({ id: 1 }), messageCreated({ id: 'first' }));
    await untilEnqueued('first');
    expect([one, other].filter(({ leadership }) => leadership.leads)).toHaveLength(1);

    await harness.sql(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'hoory leadership'`,
    );
    await append(messageCreated({ id: 'second' }));
    await untilEnqueued('first', 'second');

    const [leader, standby] = one.leadership.leads ? [one, other] : [other, one];
    // Who takes over knows what subscriptions have become meanwhile.
    await append(webhookUpdated({ id: 1, subscriptions: ['contact_created'] }));
    await append(messageCreated({ id: 'unwanted' }), webhookCreated({ id: 2 }));
    await leader.outbox.beforeApplicationShutdown();
    await append(messageCreated({ id: 'third' }));
    await untilEnqueued('first', 'second', 'third');
    expect(standby.leadership.leads).toBe(true);
  });
});
