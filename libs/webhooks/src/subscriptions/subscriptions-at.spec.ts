import type { DomainEvent, StoredEvent } from '@app/event-store';
import { DRIVERS, type DriverHarness } from '@app/event-store/testing';
import { publishedEvent } from '@app/payloads';
import { openWebhooksDatabase } from '../testing/open-webhooks';
import {
  callbackIdOf,
  eventMetadata,
  inboxCreated,
  inboxUpdated,
  webhookCreated,
  webhookDeleted,
  webhookDisabled,
  webhookEnabled,
  webhookUpdated,
} from '../testing/webhook-events';
import { SubscriptionModel, type Subscription } from './subscription-model';
import { SubscriptionsAt } from './subscriptions-at';

const contactDeleted = (): DomainEvent => ({
  type: 'ContactDeleted',
  data: { contact: { accountId: 1 } },
});
const ALL = { subscriptions: ['contact_deleted', 'inbox_updated'] };

/** What changes who wants what, in the order of the log, and what does not. */
const CHANGES: readonly DomainEvent[] = [
  webhookCreated({ id: 1, ...ALL }),
  inboxCreated({ id: 1, webhookUrl: 'https://app.example.com' }),
  webhookCreated({ id: 2, ...ALL }),
  webhookUpdated({ id: 1, subscriptions: ['message_created'] }),
  webhookDisabled({ id: 2, ...ALL }),
  webhookUpdated({ id: 1, ...ALL }),
  webhookEnabled({ id: 2 }),
  inboxUpdated({ id: 1, webhookUrl: '' }),
  webhookDeleted(1),
];

describe.each(DRIVERS)('Who wanted an event on $name', (driver) => {
  let harness: DriverHarness;
  let subscriptions: SubscriptionsAt;
  beforeEach(async () => {
    harness = await openWebhooksDatabase(driver);
    subscriptions = new SubscriptionsAt(harness.database, harness.store);
    for (const [n, change] of CHANGES.entries()) {
      await append(`change-${n}`, change);
      await append(`contact-${n}`, contactDeleted());
    }
  });
  afterEach(() => harness.close());

  const append = async (stream: string, event: DomainEvent): Promise<StoredEvent> => {
    const [stored] = await harness.store.append(
      stream,
      [{ ...event, metadata: eventMetadata }],
      'any',
    );
    return stored!;
  };
  const wantedBy = async (): Promise<(readonly Subscription[])[]> => {
    const { events } = await harness.store.readBatch('', 100);
    const wanted: (readonly Subscription[])[] = [];
    for (const event of events) {
      if (event.type !== 'ContactDeleted') continue;
      wanted.push(await subscriptions.wanting(event));
    }
    return wanted;
  };

  it('is told for any position by what was wanted there, and not by what is wanted now', async () => {
    const wanted = await wantedBy();

    expect(
      wanted.map((each) => each.filter(({ disabled }) => !disabled).map((one) => one.webhookId)),
    ).toEqual([[1], [1], [1, 2], [2], [], [1], [1, 2], [1, 2], [2]]);
  });

  it('says of those that were disabled then that they were, whatever they are now', async () => {
    const wanted = await wantedBy();

    expect(
      wanted.map((each) => each.filter(({ disabled }) => disabled).map((one) => one.webhookId)),
    ).toEqual([[], [], [], [], [2], [2], [], [], []]);
  });

  it('is the same as for whoever has folded the whole log until then', async () => {
    const { events } = await harness.store.readBatch('', 100);
    const model = new SubscriptionModel([]);
    const folded = events.map((event) => {
      model.apply(event);
      const published = publishedEvent(event);
      return published ? model.match(published) : [];
    });

    const wanted = await Promise.all(events.map((event) => subscriptions.wanting(event)));
    expect(wanted.map((each) => each.filter(({ disabled }) => !disabled))).toEqual(folded);
  });

  it('leaves the callback of an inbox out where callbacks do not get the event', async () => {
    const { events } = await harness.store.readBatch('', 100);
    const updated = events.find(({ type }) => type === 'InboxUpdated')!;

    expect((await subscriptions.wanting(updated)).map(({ webhookId }) => webhookId)).not.toContain(
      callbackIdOf(1),
    );
  });

  it('is nobody for what webhooks do not see', async () => {
    expect(
      await subscriptions.wanting(await append('user-1', { type: 'UserCreated', data: {} })),
    ).toEqual([]);
  });
});
