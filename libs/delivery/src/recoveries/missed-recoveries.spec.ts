import type { NewEvent, StoredEvent } from '@app/event-store';
import { waitUntil } from '@app/harness';
import { UpdateWebhook, type WebhookChanges } from '@app/webhooks';
import { DeliveryFixture } from '../testing/delivery-fixture';
import { readDeliveries } from '../testing/delivery-rows';
import { messageCreated, typingStarted } from '../testing/new-events';
import { openPostgresDeliveryQueue } from '../testing/postgres-harness';
import { openSqliteDeliveryQueue } from '../testing/sqlite-harness';
import type { RecoveryWorker } from './recovery-worker';
import { bringAll, completeDue } from '../testing/recoveries';
import { RECOVERY_KINDS } from './recovery';

const DELIVERED = { status: 'delivered' } as const;

const messages = (count: number): NewEvent[] =>
  Array.from({ length: count }, () => messageCreated());
const of = (id: string, conversationId: number): NewEvent => messageCreated({ id, conversationId });
const idsOf = (events: readonly StoredEvent[]): string[] => events.map(({ id }) => id);

describe.each([
  ['SQLite', openSqliteDeliveryQueue],
  ['PostgreSQL', openPostgresDeliveryQueue],
])('What a webhook has missed while it was disabled, on %s', (_database, open) => {
  let fixture: DeliveryFixture;
  let worker: RecoveryWorker;
  beforeEach(async () => {
    fixture = await DeliveryFixture.open(open);
    await fixture.createAccount();
    await fixture.createWebhook({ id: 1 });
    fixture.startOutbox();
    worker = fixture.startRecoveryWorker();
  });
  afterEach(() => fixture.close());

  const deliveries = () => readDeliveries(fixture.harness);
  const deliveredIds = async () => (await deliveries()).map(({ eventId }) => eventId);
  const caughtUp = () => waitUntil('the outbox to catch up', () => fixture.isCaughtUp());
  /** The events in the order in which their turns come. */
  const takeTurns = async (): Promise<string[]> => {
    const taken: string[] = [];
    for (;;) {
      fixture.harness.clock.advance(10_000);
      const claimed = await completeDue(fixture, DELIVERED);
      if (claimed.length === 0) return taken;
      taken.push(...claimed.map(({ eventId }) => eventId));
    }
  };
  const bring = async (): Promise<void> => {
    await caughtUp();
    await bringAll(fixture, worker);
  };
  const update = (changes: WebhookChanges) =>
    fixture.execute(
      new UpdateWebhook(1, 1, changes, { accountId: 1, actor: null, correlationId: 'request-2' }),
    );

  it('is delivered once it is enabled, in the order of the log and each once', async () => {
    await fixture.append(messageCreated({ id: 'before' }));
    await fixture.disable(1);
    const missed = await fixture.append(...messages(1_200));
    await fixture.enable(1);
    await fixture.append(messageCreated({ id: 'after' }));
    await caughtUp();
    expect(await deliveredIds()).toEqual(['before', 'after']);

    await bring();

    expect(await deliveredIds()).toEqual(['before', 'after', ...idsOf(missed)]);
    const [recovery] = await fixture.harness.recoveries.list(1, RECOVERY_KINDS, 10);
    expect(recovery).toMatchObject({ kind: 'missed', counts: { remaining: 1_200 } });
    expect(recovery!.nextPosition).toBe(recovery!.toPosition);
    expect(recovery!.finishedAtMs).not.toBeNull();
  });

  it('is delivered as a live event is, and says of which recovery it is', async () => {
    await fixture.disable(1);
    const [message] = await fixture.append(messageCreated());
    await fixture.enable(1);

    await bring();

    const [recovery] = await fixture.harness.recoveries.list(1, RECOVERY_KINDS, 1);
    expect(await completeDue(fixture, DELIVERED)).toMatchObject([
      {
        eventPosition: message!.position,
        eventId: message!.id,
        event: 'message_created',
        accountId: 1,
        webhookId: 1,
        replayId: 0,
        format: 'hoory',
        conversationId: 1,
        ordered: false,
        attempt: 1,
      },
    ]);
    expect(await deliveries()).toMatchObject([{ recoveryId: recovery!.id, status: 'delivered' }]);
  });

  it('is nothing where its owner does not want it', async () => {
    await fixture.disable(1);
    await fixture.append(messageCreated());
    await fixture.enable(1, { deliverMissed: false });

    await bring();

    expect(await deliveries()).toEqual([]);
    expect(await fixture.harness.recoveries.list(1, RECOVERY_KINDS, 1)).toEqual([]);
  });

  it('is not brought any further where it is disabled again and its owner wants no more', async () => {
    await fixture.disable(1);
    await fixture.append(messageCreated());
    await fixture.enable(1);
    await fixture.disable(1);
    await fixture.enable(1, { deliverMissed: false });

    await bring();

    expect(await deliveries()).toEqual([]);
    expect(await fixture.harness.recoveries.list(1, RECOVERY_KINDS, 1)).toMatchObject([
      { cancelled: true },
    ]);
  });

  it('is what it wanted as of each event, though it was changed while it was disabled', async () => {
    await update({ subscriptions: ['contact_created'] });
    await fixture.disable(1);
    await fixture.append(messageCreated({ id: 'unwanted' }));
    await update({ subscriptions: ['message_created'] });
    await fixture.append(messageCreated({ id: 'wanted' }));
    await update({ format: 'chatwoot' });
    await fixture.append(messageCreated({ id: 'in another format' }));
    await update({ subscriptions: ['contact_created'] });
    await fixture.append(messageCreated({ id: 'unwanted again' }));
    await fixture.enable(1);

    await bring();

    const rows = await fixture.harness.sql('SELECT event_id, format FROM deliveries ORDER BY id');
    expect(rows).toEqual([
      { event_id: 'wanted', format: 'hoory' },
      { event_id: 'in another format', format: 'chatwoot' },
    ]);
  });

  it('is nothing of other accounts, and nothing that others are to get', async () => {
    await fixture.createWebhook({ id: 2 });
    await fixture.createWebhook({ id: 3, subscriptions: ['webhook_disabled'] });
    await fixture.disable(3);
    await fixture.disable(1);
    await fixture.append(messageCreated({ id: 'ours' }));
    await fixture.append(messageCreated({ id: 'theirs', accountId: 2 }));
    await fixture.enable(3);
    await fixture.enable(1);

    await bring();

    const rows = await fixture.harness.sql(
      `SELECT event, webhook_id FROM deliveries WHERE recovery_id IS NOT NULL ORDER BY webhook_id`,
    );
    expect(rows).toEqual([
      { event: 'message_created', webhook_id: 1 },
      { event: 'webhook_disabled', webhook_id: 3 },
    ]);
  });

  it('leaves out what is worth nothing any more', async () => {
    const { clock } = fixture.harness;
    await fixture.disable(1);
    await update({ subscriptions: ['conversation_typing_on'] });
    await fixture.append(typingStarted(clock.nowMs()));
    clock.advance(60_000);
    await fixture.append(typingStarted(clock.nowMs()));
    await fixture.enable(1);
    await caughtUp();

    await worker.wake();

    expect(await deliveries()).toHaveLength(1);
  });

  it('of one time comes after that of the time before', async () => {
    await fixture.disable(1);
    const first = await fixture.append(...messages(3));
    await fixture.enable(1);
    await fixture.disable(1);
    const second = await fixture.append(...messages(3));
    await fixture.enable(1);

    await bring();

    expect(await deliveredIds()).toEqual(idsOf([...first, ...second]));
    const [later, earlier] = await fixture.harness.recoveries.list(1, RECOVERY_KINDS, 10);
    expect(later!.finishedAtMs).toBeGreaterThanOrEqual(earlier!.finishedAtMs!);
  });

  describe('at a rate', () => {
    it('is due one after the other, and no more is in the queue than is due within 5 s', async () => {
      const { clock } = fixture.harness;
      await fixture.disable(1);
      await fixture.append(...messages(100));
      await fixture.enable(1, { ratePerSecond: 4 });
      await caughtUp();
      const startMs = clock.nowMs();

      await worker.wake();
      const dueInMs = (await deliveries()).map(({ availableAtMs }) => availableAtMs - startMs);
      expect(dueInMs).toEqual(Array.from({ length: 20 }, (_, n) => (n + 1) * 250));

      clock.advance(2_000);
      await worker.wake();
      expect(await deliveries()).toHaveLength(20);
      clock.advance(1_000);
      await worker.wake();
      expect(await deliveries()).toHaveLength(32);
    });

    it('goes on from now where nobody has looked after it for long', async () => {
      const { clock } = fixture.harness;
      await fixture.disable(1);
      await fixture.append(...messages(100));
      await fixture.enable(1, { ratePerSecond: 1 });
      await caughtUp();
      clock.advance(3_600_000);

      await worker.wake();

      const dueInMs = (await deliveries()).map((row) => row.availableAtMs - clock.nowMs());
      expect(dueInMs).toEqual([0, 1_000, 2_000, 3_000, 4_000, 5_000]);
    });
  });

  describe('where it asks for the order of conversations', () => {
    beforeEach(() => update({ ordering: 'conversation' }));

    it('comes before what happened since, of the same conversation', async () => {
      await fixture.disable(1);
      await fixture.append(of('missed 1', 1), of('missed 2', 2), of('missed too 1', 1));
      await fixture.enable(1);
      await fixture.append(of('live 1', 1), of('live 3', 3), of('live 2', 2));
      await caughtUp();
      expect(await takeTurns()).toEqual([]);

      await bring();

      const taken = await takeTurns();
      const ofConversation = (n: number) => taken.filter((id) => id.endsWith(` ${n}`));
      expect(ofConversation(1)).toEqual(['missed 1', 'missed too 1', 'live 1']);
      expect(ofConversation(2)).toEqual(['missed 2', 'live 2']);
      expect(ofConversation(3)).toEqual(['live 3']);
      expect(taken).toHaveLength(6);
    });

    it('comes after what had not ended when it was disabled', async () => {
      await fixture.append(of('before', 1));
      await caughtUp();
      await fixture.disable(1);
      await fixture.append(of('missed', 1));
      await fixture.enable(1);

      await bring();

      expect(await takeTurns()).toEqual(['before', 'missed']);
    });

    it('holds back what happened since while it is still being brought', async () => {
      await fixture.disable(1);
      const missed = Array.from({ length: 12 }, (_, n) => `missed ${n}`);
      await fixture.append(...missed.map((id) => of(id, 0)));
      await fixture.enable(1, { ratePerSecond: 1 });
      await fixture.append(of('live', 0));
      await caughtUp();
      await worker.wake();

      const taken = await takeTurns();
      expect(taken).toEqual(missed.slice(0, 5));
      await bring();

      expect(await takeTurns()).toEqual([...missed.slice(5), 'live']);
    });
  });
});
