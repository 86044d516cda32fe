import type { DomainEvent } from '@app/event-store';
import { DRIVERS, type DriverHarness } from '@app/event-store/testing';
import type { EventName, PublishedEvent } from '@app/payloads';
import * as fc from 'fast-check';
import {
  accountDeleted,
  callbackIdOf,
  inboxCreated,
  inboxUpdated,
  stored,
  webhookCreated,
  webhookDeleted,
  webhookDisabled,
  webhookEnabled,
  webhookUpdated,
} from '../testing/webhook-events';
import { SubscriptionModel, type SubscriptionRow } from './subscription-model';
import { WEBHOOK_MIGRATIONS } from '../migrations';

const after = (...events: DomainEvent[]): SubscriptionModel => {
  const model = new SubscriptionModel([]);
  for (const event of events) model.apply(stored(event));
  return model;
};

describe.each(DRIVERS)('the table of subscriptions on $name', (driver) => {
  let harness: DriverHarness;

  const readRows = (): Promise<SubscriptionRow[]> =>
    harness.database.query('SELECT * FROM subscriptions ORDER BY webhook_id');
  const applyAndWrite = (model: SubscriptionModel, events: readonly DomainEvent[]): Promise<void> =>
    harness.store.commitBatch(
      'outbox',
      '',
      '',
      events.flatMap((event) => model.apply(stored(event))),
    );

  beforeAll(async () => {
    harness = await driver.open({
      migrations: [WEBHOOK_MIGRATIONS],
    });
  });
  beforeEach(() => harness.sql('DELETE FROM subscriptions'));
  afterAll(() => harness.close());

  it('has a row for each webhook and each callback, as its last event left it', async () => {
    await applyAndWrite(new SubscriptionModel([]), [
      webhookCreated({ id: 1 }),
      webhookCreated({ id: 2, accountId: 2, ordering: 'conversation' }),
      webhookCreated({ id: 3 }),
      webhookDisabled({ id: 2, accountId: 2 }),
      webhookUpdated({ id: 1, subscriptions: ['contact_created'], format: 'chatwoot', inboxId: 5 }),
      webhookDeleted(3),
      inboxCreated({ id: 1, webhookUrl: 'https://App.example.com/hoory' }),
      inboxCreated({ id: 2, webhookUrl: 'https://app.example.com/other' }),
      inboxUpdated({ id: 2, webhookUrl: '' }),
    ]);
    expect(await readRows()).toEqual([
      {
        webhook_id: 1,
        account_id: 1,
        url: 'https://example.com/hooks/1',
        events: '["contact_created"]',
        inbox_id: 5,
        format: 'chatwoot',
        ordering: 'none',
        disabled: 0,
      },
      {
        webhook_id: 2,
        account_id: 2,
        url: 'https://example.com/hooks/2',
        events: '["message_created"]',
        inbox_id: null,
        format: 'hoory',
        ordering: 'conversation',
        disabled: 1,
      },
      {
        webhook_id: callbackIdOf(1),
        account_id: 1,
        url: 'https://app.example.com/hoory',
        events: null,
        inbox_id: 1,
        format: 'chatwoot',
        ordering: 'none',
        disabled: 0,
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
        const restarted = new SubscriptionModel(await readRows());
        await applyAndWrite(restarted, history.slice(restartAt));

        const reloaded = new SubscriptionModel(await readRows());
        for (const event of everyPublishedEvent) {
          expect(restarted.match(event)).toEqual(throughout.match(event));
          expect(reloaded.match(event)).toEqual(throughout.match(event));
        }
      }),
    );
  });
});

const ACCOUNT_IDS = [1, 2];
/** Half of them each account's. */
const INBOX_IDS = [1, 2, 3, 4];
const NAMES: readonly EventName[] = ['message_created', 'contact_created', 'inbox_updated'];
const URLS = ['https://example.com/1', 'https://example.com/2', 'https://EXAMPLE.com/1#again'];

const accountOf = (inboxId: number): number => ACCOUNT_IDS[inboxId % ACCOUNT_IDS.length]!;

const everyPublishedEvent: PublishedEvent[] = INBOX_IDS.flatMap((inboxId) =>
  NAMES.flatMap((name) => {
    const event = { name, accountId: accountOf(inboxId), inboxId, conversationId: null };
    return [
      { ...event, onlyWebhookId: null, exceptWebhookId: null },
      { ...event, onlyWebhookId: 1, exceptWebhookId: null },
      { ...event, onlyWebhookId: null, exceptWebhookId: 2 },
    ];
  }),
);

const settings = fc.record({
  url: fc.constantFrom(...URLS),
  subscriptions: fc.subarray([...NAMES], { minLength: 1 }),
  inboxId: fc.constantFrom(null, ...INBOX_IDS),
  format: fc.constantFrom('hoory', 'chatwoot'),
  ordering: fc.constantFrom('none' as const, 'conversation' as const),
});

const step = fc.oneof(
  fc.record({
    type: fc.constant('create' as const),
    accountId: fc.constantFrom(...ACCOUNT_IDS),
    settings,
  }),
  fc.record({ type: fc.constant('update' as const), pick: fc.nat(), settings }),
  fc.record({ type: fc.constantFrom('delete', 'disable', 'enable'), pick: fc.nat() }),
  fc.record({
    type: fc.constant('inbox' as const),
    id: fc.constantFrom(...INBOX_IDS),
    webhookUrl: fc.constantFrom('', ...URLS),
  }),
  fc.record({
    type: fc.constant('delete account' as const),
    accountId: fc.constantFrom(...ACCOUNT_IDS),
  }),
);

/** What the log can hold: ids ascend, and only what is there changes or ends. */
const histories = fc.array(step, { maxLength: 30 }).map((steps) => {
  let alive: { id: number; accountId: number }[] = [];
  const deletedAccounts = new Set<number>();
  const inboxes = new Set<number>();
  let lastId = 0;
  return steps.flatMap((next): DomainEvent[] => {
    if (next.type === 'create') {
      if (deletedAccounts.has(next.accountId)) return [];
      const identity = { id: (lastId += 1), accountId: next.accountId };
      alive.push(identity);
      return [webhookCreated({ ...identity, ...next.settings })];
    }
    if (next.type === 'inbox') {
      const { id, webhookUrl } = next;
      const accountId = accountOf(id);
      if (deletedAccounts.has(accountId)) return [];
      if (inboxes.has(id)) return [inboxUpdated({ id, accountId, webhookUrl })];
      inboxes.add(id);
      return [inboxCreated({ id, accountId, webhookUrl })];
    }
    if (next.type === 'delete account') {
      if (deletedAccounts.has(next.accountId)) return [];
      deletedAccounts.add(next.accountId);
      alive = alive.filter(({ accountId }) => accountId !== next.accountId);
      return [accountDeleted(next.accountId)];
    }
    if (alive.length === 0) return [];
    const index = next.pick % alive.length;
    const webhook = alive[index]!;
    if ('settings' in next) return [webhookUpdated({ ...webhook, ...next.settings })];
    if (next.type === 'disable') return [webhookDisabled(webhook)];
    if (next.type === 'enable') return [webhookEnabled(webhook)];
    alive.splice(index, 1);
    return [webhookDeleted(webhook.id, webhook.accountId)];
  });
});
