import type { EventStore, StoredEvent } from '@app/event-store';
import { DisableWebhook, RecordExhaustion, SubscriptionsAt, UpdateWebhook } from '@app/webhooks';
import { DeliveryFixture } from '../testing/delivery-fixture';
import { messageCreated, webhookCreated } from '../testing/new-events';
import { wantedAt } from './wanted-at';

const WEBHOOK = { id: 1, accountId: 1 };
const METADATA = { accountId: 1, actor: null, correlationId: 'request-1' };
const EXHAUSTED = {
  id: 1,
  messageId: 'msg_1_1',
  event: 'message_created',
  conversationId: 1,
  attempts: 3,
  errorClass: null,
  statusCode: 500,
};

/** How many events came out of the log meanwhile. */
async function countRead(store: EventStore, act: () => Promise<unknown>): Promise<number> {
  const reads = [
    jest.spyOn(store, 'readStream'),
    jest.spyOn(store, 'readStreamBackwards'),
    jest.spyOn(store, 'readPositions'),
    jest.spyOn(store, 'readAccount'),
    jest.spyOn(store, 'readAccountBackwards'),
  ];
  await act();
  const answers = await Promise.all(
    reads.flatMap((read) =>
      read.mock.results.map(({ value }) => value as Promise<readonly StoredEvent[]>),
    ),
  );
  for (const read of reads) read.mockRestore();
  return answers.reduce((sum, events) => sum + events.length, 0);
}

describe('What a webhook wanted as of a position', () => {
  let fixture: DeliveryFixture;
  let store: EventStore;
  let subscriptions: SubscriptionsAt;
  beforeEach(async () => {
    fixture = await DeliveryFixture.open();
    ({ store } = fixture.harness);
    subscriptions = new SubscriptionsAt(fixture.harness.database, store);
    await fixture.createAccount();
    await fixture.append(messageCreated());
    await fixture.createWebhook({ id: 1, subscriptions: ['message_created'] });
  });
  afterEach(() => fixture.close());

  const update = async (event: string, webhookId = 1): Promise<number> => {
    const changes = { subscriptions: [event] };
    await fixture.execute(new UpdateWebhook(1, webhookId, changes, METADATA));
    return store.lastPosition();
  };
  const exhaust = async (times: number): Promise<void> => {
    const exhaustions = Array.from({ length: times }, () =>
      fixture.execute(new RecordExhaustion(1, 1, EXHAUSTED, METADATA)),
    );
    await Promise.all(exhaustions);
  };
  const wanted = async (position: number): Promise<string[]> => {
    const { events } = await wantedAt(store, subscriptions, WEBHOOK, position);
    return JSON.parse(events!) as string[];
  };

  it('is what the newest change before it says', async () => {
    const first = await update('contact_created');
    const second = await update('contact_updated');

    expect(await wanted(first)).toEqual(['message_created']);
    expect(await wanted(first + 1)).toEqual(['contact_created']);
    expect(await wanted(second)).toEqual(['contact_created']);
    expect(await wanted(second + 1)).toEqual(['contact_updated']);
  });

  it('is what it wanted at first, where it was made later', async () => {
    await update('contact_created');

    expect(await wanted(1)).toEqual(['message_created']);
  });

  it('is not what other webhooks of its account want, however often they change', async () => {
    const own = await update('contact_created');
    await store.append('webhook-2', [webhookCreated({ id: 2 })], 'no-stream');
    for (let n = 0; n < 60; n++) await update(n % 2 ? 'contact_updated' : 'contact_deleted', 2);

    expect(await wanted((await store.lastPosition()) + 1)).toEqual(['contact_created']);
    expect(await wanted(own)).toEqual(['message_created']);
  });

  it('is as if it had never been disabled', async () => {
    await update('contact_created');
    await fixture.execute(new DisableWebhook(1, 1, 'owner', null, METADATA));

    const { disabled } = await wantedAt(store, subscriptions, WEBHOOK, 1_000);
    expect(disabled).toBe(0);
  });

  it('is found by as few events, however many of its deliveries were given up', async () => {
    const change = await update('contact_created');
    const read = () => countRead(store, () => wanted(change + 10_000));
    const before = await read();
    await exhaust(1_200);

    expect(before).toBe(2);
    expect(await read()).toBe(before);
    expect(await store.readStream('webhook-1')).toHaveLength(2 + 1_200);
  });
});
