import { createHmac } from 'node:crypto';
import { Receiver, waitUntil } from '@app/harness';
import { renderPayload } from '@app/payloads';
import { DeliveryFixture, SECRET } from '../testing/delivery-fixture';
import { readDeliveries } from '../testing/delivery-rows';
import {
  inboxCreated,
  inboxUpdated,
  messageCreated,
  webhookCreated,
  webhookDeleted,
  webhookUpdated,
} from '../testing/new-events';
import { openPostgresDeliveryQueue } from '../testing/postgres-harness';
import { openSqliteDeliveryQueue } from '../testing/sqlite-harness';

describe.each([
  ['SQLite', openSqliteDeliveryQueue],
  ['PostgreSQL', openPostgresDeliveryQueue],
])('Outbox, on %s', (_database, open) => {
  let fixture: DeliveryFixture;
  beforeEach(async () => {
    fixture = await DeliveryFixture.open(open);
  });
  afterEach(async () => {
    await fixture.close();
    jest.restoreAllMocks();
  });

  const caughtUp = () => waitUntil('the outbox to catch up', () => fixture.isCaughtUp());

  it('enqueues a message for each webhook of its account that wants it', async () => {
    await fixture.append(
      webhookCreated({ id: 1 }),
      webhookCreated({ id: 2, subscriptions: ['message_created', 'contact_created'] }),
      webhookCreated({ id: 3, subscriptions: ['contact_created'] }),
      webhookCreated({ id: 4, inboxId: 1 }),
      webhookCreated({ id: 5, inboxId: 2 }),
      webhookCreated({ id: 6, accountId: 2 }),
      messageCreated({ id: 'ours' }),
      messageCreated({ id: 'theirs', accountId: 2 }),
      messageCreated({ id: 'nobodys', accountId: 3 }),
    );
    fixture.startOutbox();
    await caughtUp();

    expect(await fixture.readPairs()).toEqual([
      ['ours', 1],
      ['ours', 2],
      ['ours', 4],
      ['theirs', 6],
    ]);
  });

  it('enqueues a delivery that is due at once and names its event', async () => {
    const { clock } = fixture.harness;
    const [, message] = await fixture.append(webhookCreated({ id: 1 }), messageCreated());
    clock.advance(60_000);
    fixture.startOutbox();
    await caughtUp();

    expect(await readDeliveries(fixture.harness)).toMatchObject([
      {
        eventPosition: message!.position,
        eventId: message!.id,
        webhookId: 1,
        status: 'pending',
        attempts: 0,
        availableAtMs: clock.nowMs(),
      },
    ]);
  });

  describe('goes by the subscriptions as of the event, however late it reads it:', () => {
    it('a webhook gets nothing from before it was made', async () => {
      await fixture.append(
        messageCreated({ id: 'before' }),
        webhookCreated({ id: 1 }),
        messageCreated({ id: 'after' }),
      );
      fixture.startOutbox();
      await caughtUp();

      expect(await fixture.readPairs()).toEqual([['after', 1]]);
    });

    it('an updated webhook gets what it wanted then', async () => {
      await fixture.append(
        webhookCreated({ id: 1 }),
        messageCreated({ id: 'wanted' }),
        webhookUpdated({ id: 1, subscriptions: ['contact_created'] }),
        messageCreated({ id: 'unwanted' }),
        webhookUpdated({ id: 1, inboxId: 2 }),
        messageCreated({ id: 'of another inbox', inboxId: 1 }),
        messageCreated({ id: 'wanted again', inboxId: 2 }),
      );
      fixture.startOutbox();
      await caughtUp();

      expect(await fixture.readPairs()).toEqual([
        ['wanted', 1],
        ['wanted again', 1],
      ]);
    });

    it('a deleted webhook gets what came before', async () => {
      await fixture.append(
        webhookCreated({ id: 1 }),
        messageCreated({ id: 'before' }),
        webhookDeleted({ id: 1 }),
        messageCreated({ id: 'after' }),
      );
      fixture.startOutbox();
      await caughtUp();

      expect(await fixture.readPairs()).toEqual([['before', 1]]);
    });
  });

  describe('enqueues a message for the callback of its API inbox:', () => {
    const webhookUrl = 'https://app.example.com/hoory';

    it('one delivery beside those of the webhooks', async () => {
      await fixture.append(
        inboxCreated({ id: 1, webhookId: 11, webhookUrl }),
        inboxCreated({ id: 2, webhookId: 12, webhookUrl }),
        webhookCreated({ id: 13 }),
        messageCreated({ id: 'message', inboxId: 2 }),
      );
      fixture.startOutbox();
      await caughtUp();

      expect(await fixture.readPairs()).toEqual([
        ['message', 13],
        ['message', 12],
      ]);
    });

    it('none where a webhook of the same URL gets it', async () => {
      await fixture.append(
        webhookCreated({ id: 11, url: 'https://App.example.com:443/hoory' }),
        inboxCreated({ id: 1, webhookId: 12, webhookUrl }),
        messageCreated({ id: 'once' }),
        webhookUpdated({ id: 11, url: webhookUrl, subscriptions: ['contact_created'] }),
        messageCreated({ id: 'once too' }),
      );
      fixture.startOutbox();
      await caughtUp();

      expect(await fixture.readPairs()).toEqual([
        ['once', 11],
        ['once too', 12],
      ]);
    });

    it('as the inbox was then, however late it reads it', async () => {
      await fixture.append(
        inboxCreated({ id: 1, webhookId: 11, webhookUrl: '' }),
        messageCreated({ id: 'before' }),
        inboxUpdated({ id: 1, webhookId: 11, webhookUrl }),
        messageCreated({ id: 'meanwhile' }),
        inboxUpdated({ id: 1, webhookId: 11, webhookUrl: '' }),
        messageCreated({ id: 'after' }),
      );
      fixture.startOutbox();
      await caughtUp();

      expect(await fixture.readPairs()).toEqual([['meanwhile', 11]]);
    });
  });

  describe('wakes', () => {
    it('on each append, with nobody to call it', async () => {
      fixture.startOutbox();
      await fixture.append(webhookCreated({ id: 1 }));
      await caughtUp();
      await fixture.append(messageCreated({ id: 'first' }));
      await caughtUp();
      await fixture.append(messageCreated({ id: 'second' }));
      await caughtUp();

      expect(await fixture.readPairs()).toEqual([
        ['first', 1],
        ['second', 1],
      ]);
    });

    it('when called, and finds what no hint told it of', async () => {
      const { store } = fixture.harness;
      jest.spyOn(store, 'onAppended').mockReturnValue(() => {});
      const outbox = fixture.startOutbox();
      await caughtUp();
      await fixture.append(webhookCreated({ id: 1 }), messageCreated({ id: 'unheard' }));
      expect(await fixture.readPairs()).toEqual([]);

      outbox.wake();
      await caughtUp();

      expect(await fixture.readPairs()).toEqual([['unheard', 1]]);
    });

    it('no more after its shutdown', async () => {
      const outbox = fixture.startOutbox();
      await fixture.append(webhookCreated({ id: 1 }));
      await caughtUp();
      await outbox.beforeApplicationShutdown();
      const read = jest.spyOn(fixture.harness.store, 'readBatch');
      await fixture.append(messageCreated());
      outbox.wake();
      await new Promise(setImmediate);

      expect(read).not.toHaveBeenCalled();
      expect(await fixture.readPairs()).toEqual([]);
    });
  });

  it('wakes the dispatcher: an appended message is POSTed without anybody calling', async () => {
    const receiver = await new Receiver().start();
    await fixture.startDispatcher();
    fixture.startOutbox();
    await fixture.createWebhook({ id: 1, url: receiver.url });
    await fixture.append(messageCreated({ content: 'þetta 👋' }));
    await waitUntil('the POST', () => receiver.posts.length > 0);
    await receiver.stop();

    expect(JSON.parse(receiver.posts[0]!.rawBody.toString())).toMatchObject({
      event: 'message_created',
      content: 'þetta 👋',
    });
  });

  it('has a callback POSTed in the format of Chatwoot, signed with the secret of its inbox', async () => {
    const receiver = await new Receiver().start();
    await fixture.startDispatcher();
    fixture.startOutbox();
    await fixture.createInbox({ id: 1, webhookId: 11, webhookUrl: receiver.url });
    const [message] = await fixture.append(messageCreated({ content: 'Hi' }));
    await waitUntil('the POST', () => receiver.posts.length > 0);
    await receiver.stop();

    const [{ headers, rawBody }] = receiver.posts as [(typeof receiver.posts)[0]];
    expect(rawBody.toString()).toBe(renderPayload('chatwoot', message!));
    const timestamp = headers['webhook-timestamp'] as string;
    const mac = createHmac('sha256', SECRET).update(`${timestamp}.`).update(rawBody);
    expect(headers).toMatchObject({
      'webhook-id': `msg_${message!.id}_11`,
      'x-chatwoot-delivery': `msg_${message!.id}_11`,
      'x-chatwoot-timestamp': timestamp,
      'x-chatwoot-signature': `sha256=${mac.digest('hex')}`,
    });
    expect(Object.keys(headers).filter((name) => name.startsWith('x-hoory'))).toEqual([]);
  });

  it('has one POST made to a URL that is both a webhook’s and the inbox’s: the webhook’s', async () => {
    const receiver = await new Receiver().start();
    await fixture.startDispatcher();
    fixture.startOutbox();
    await fixture.createInbox({ id: 1, webhookId: 11, webhookUrl: receiver.url });
    await fixture.createWebhook({ id: 12, url: receiver.url });
    const messages = await fixture.append(messageCreated(), messageCreated());
    await caughtUp();
    await waitUntil('the deliveries', async () =>
      (await readDeliveries(fixture.harness)).every(({ status }) => status === 'delivered'),
    );
    await receiver.stop();

    expect(receiver.posts).toHaveLength(messages.length);
    expect(new Set(receiver.posts.map(({ headers }) => headers['x-hoory-delivery']))).toEqual(
      new Set(messages.map(({ id }) => `msg_${id}_12`)),
    );
  });
});
