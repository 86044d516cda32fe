import { openSqliteEventStore, type SqliteEventStoreHarness } from '@app/event-store/testing';
import type { EventName, PublishedEvent } from '@app/payloads';
import * as fc from 'fast-check';
import type { WebhookEvent } from '../domain/webhook';
import { CreateWebhooks1764000003000 } from '../migrations/1764000003000-create-webhooks';
import { stored, webhookCreated, webhookDeleted, webhookUpdated } from '../testing/webhook-events';
import { SubscriptionModel, type SubscriptionRow } from './subscription-model';

const published = (changes: Partial<PublishedEvent> = {}): PublishedEvent => ({
  name: 'message_created',
  accountId: 1,
  inboxId: 1,
  ...changes,
});

const after = (...events: WebhookEvent[]): SubscriptionModel => {
  const model = new SubscriptionModel([]);
  for (const event of events) model.apply(stored(event));
  return model;
};

const matchedIds = (model: SubscriptionModel, event = published()): number[] =>
  model.match(event).map(({ webhookId }) => webhookId);

describe('matching an event to subscriptions', () => {
  it('finds nobody where there is no webhook', () => {
    expect(matchedIds(after())).toEqual([]);
  });

  it('says which webhook gets it, and in which format', () => {
    expect(after(webhookCreated({ id: 4, inboxId: 1 })).match(published())).toEqual([
      { webhookId: 4, accountId: 1, events: ['message_created'], inboxId: 1, format: 'hoory' },
    ]);
  });

  it('finds those of the event’s account only', () => {
    const model = after(webhookCreated({ id: 1 }), webhookCreated({ id: 2, accountId: 2 }));
    expect(matchedIds(model, published({ accountId: 2 }))).toEqual([2]);
  });

  it('finds those that subscribed to the event only', () => {
    const model = after(
      webhookCreated({ id: 1, subscriptions: ['contact_created'] }),
      webhookCreated({ id: 2, subscriptions: ['contact_created', 'message_created'] }),
    );
    expect(matchedIds(model)).toEqual([2]);
  });

  it('finds those of the event’s inbox and those of the whole account', () => {
    const model = after(
      webhookCreated({ id: 1, inboxId: 1 }),
      webhookCreated({ id: 2, inboxId: 2 }),
      webhookCreated({ id: 3, inboxId: null }),
    );
    expect(matchedIds(model, published({ inboxId: 2 }))).toEqual([2, 3]);
  });

  it('keeps the order in which the webhooks were made, whichever changed last', () => {
    const model = after(
      webhookCreated({ id: 1 }),
      webhookCreated({ id: 2 }),
      webhookCreated({ id: 3 }),
      webhookUpdated({ id: 1, name: 'Changed' }),
    );
    expect(matchedIds(model)).toEqual([1, 2, 3]);
  });
});

describe('folding the log', () => {
  it('matches each event by the subscriptions of its own position', () => {
    const model = new SubscriptionModel([]);
    const matches = [
      webhookCreated({ id: 1 }),
      webhookCreated({ id: 2, inboxId: 2 }),
      webhookUpdated({ id: 1, subscriptions: ['contact_created'] }),
      webhookUpdated({ id: 2, inboxId: null }),
      webhookUpdated({ id: 1, subscriptions: ['contact_created', 'message_created'] }),
      webhookDeleted(2),
      webhookDeleted(1),
    ].map((event) => {
      model.apply(stored(event));
      return matchedIds(model);
    });
    expect(matches).toEqual([[1], [1], [], [2], [1, 2], [1], []]);
  });

  it('takes no notice of other events', () => {
    const model = after(webhookCreated({ id: 1 }));
    const other = { ...stored(webhookDeleted(1)), type: 'ContactCreated' };
    expect(model.apply(other)).toEqual([]);
    expect(matchedIds(model)).toEqual([1]);
  });
});

describe('the table of subscriptions', () => {
  let harness: SqliteEventStoreHarness;

  const readRows = (): SubscriptionRow[] =>
    harness.connection.all<SubscriptionRow>('SELECT * FROM subscriptions ORDER BY webhook_id');
  const applyAndWrite = (
    model: SubscriptionModel,
    events: readonly WebhookEvent[],
  ): Promise<void> =>
    harness.writer.write(() => {
      for (const event of events) harness.connection.runAll(model.apply(stored(event)));
    });

  beforeAll(async () => {
    harness = await openSqliteEventStore({ migrations: [CreateWebhooks1764000003000] });
  });
  beforeEach(() => harness.sql('DELETE FROM subscriptions'));
  afterAll(() => harness.close());

  it('has a row for each webhook, as its last event left it', async () => {
    await applyAndWrite(new SubscriptionModel([]), [
      webhookCreated({ id: 1 }),
      webhookCreated({ id: 2, accountId: 2 }),
      webhookCreated({ id: 3 }),
      webhookUpdated({ id: 1, subscriptions: ['contact_created'], format: 'chatwoot', inboxId: 5 }),
      webhookDeleted(3),
    ]);
    expect(readRows()).toEqual([
      {
        webhook_id: 1,
        account_id: 1,
        events: '["contact_created"]',
        inbox_id: 5,
        format: 'chatwoot',
      },
      {
        webhook_id: 2,
        account_id: 2,
        events: '["message_created"]',
        inbox_id: null,
        format: 'hoory',
      },
    ]);
  });

  it('gives back after a restart at any point what memory would have held', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.nat(), async (history, cut) => {
        await harness.sql('DELETE FROM subscriptions');
        const restartAt = cut % (history.length + 1);
        const throughout = after(...history);

        await applyAndWrite(new SubscriptionModel([]), history.slice(0, restartAt));
        const restarted = new SubscriptionModel(readRows());
        await applyAndWrite(restarted, history.slice(restartAt));

        const reloaded = new SubscriptionModel(readRows());
        for (const event of everyPublishedEvent) {
          expect(restarted.match(event)).toEqual(throughout.match(event));
          expect(reloaded.match(event)).toEqual(throughout.match(event));
        }
      }),
    );
  });
});

const ACCOUNT_IDS = [1, 2];
const INBOX_IDS = [1, 2];
const NAMES: readonly EventName[] = ['message_created', 'contact_created', 'inbox_updated'];

const everyPublishedEvent: PublishedEvent[] = ACCOUNT_IDS.flatMap((accountId) =>
  INBOX_IDS.flatMap((inboxId) => NAMES.map((name) => ({ name, accountId, inboxId }))),
);

const settings = fc.record({
  subscriptions: fc.subarray([...NAMES], { minLength: 1 }),
  inboxId: fc.constantFrom(null, ...INBOX_IDS),
  format: fc.constantFrom('hoory', 'chatwoot'),
});

const step = fc.oneof(
  fc.record({
    type: fc.constant('create' as const),
    accountId: fc.constantFrom(...ACCOUNT_IDS),
    settings,
  }),
  fc.record({ type: fc.constant('update' as const), pick: fc.nat(), settings }),
  fc.record({ type: fc.constant('delete' as const), pick: fc.nat() }),
);

/** What the log can hold of webhooks: ids ascend, and only those that are there change or end. */
const histories = fc.array(step, { maxLength: 30 }).map((steps) => {
  const alive: { id: number; accountId: number }[] = [];
  let lastId = 0;
  return steps.flatMap((next): WebhookEvent[] => {
    if (next.type === 'create') {
      const identity = { id: (lastId += 1), accountId: next.accountId };
      alive.push(identity);
      return [webhookCreated({ ...identity, ...next.settings })];
    }
    if (alive.length === 0) return [];
    const index = next.pick % alive.length;
    const webhook = alive[index]!;
    if (next.type === 'update') return [webhookUpdated({ ...webhook, ...next.settings })];
    alive.splice(index, 1);
    return [webhookDeleted(webhook.id, webhook.accountId)];
  });
});
