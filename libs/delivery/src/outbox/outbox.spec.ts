import type { MessageCreatedData } from '@app/conversation';
import { Receiver, waitUntil } from '@app/harness';
import { DeliveryFixture } from '../testing/delivery-fixture';
import { readDeliveries } from '../testing/delivery-rows';
import {
  messageCreated,
  messageCreatedData,
  webhookCreated,
  webhookDeleted,
  webhookUpdated,
} from '../testing/new-events';

describe('Outbox', () => {
  let fixture: DeliveryFixture;
  beforeEach(async () => {
    fixture = await DeliveryFixture.open();
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
    await fixture.startOutboxAlone();
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
    await fixture.startOutboxAlone();
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
      await fixture.startOutboxAlone();
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
      await fixture.startOutboxAlone();
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
      await fixture.startOutboxAlone();
      await caughtUp();

      expect(await fixture.readPairs()).toEqual([['before', 1]]);
    });
  });

  describe('wakes', () => {
    it('on each append, with nobody to call it', async () => {
      await fixture.startOutboxAlone();
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
      const outbox = await fixture.startOutboxAlone();
      await caughtUp();
      await fixture.append(webhookCreated({ id: 1 }), messageCreated({ id: 'unheard' }));
      expect(await fixture.readPairs()).toEqual([]);

      outbox.wake();
      await caughtUp();

      expect(await fixture.readPairs()).toEqual([['unheard', 1]]);
    });

    it('no more after its shutdown', async () => {
      const outbox = await fixture.startOutboxAlone();
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
    fixture.makeOutbox(await fixture.startDispatcher()).onApplicationBootstrap();
    await fixture.createWebhook({ id: 1, url: receiver.url });
    const data: MessageCreatedData = messageCreatedData({ content: 'þetta 👋' });
    await fixture.append({ ...messageCreated(), data });
    await waitUntil('the POST', () => receiver.posts.length > 0);
    await receiver.stop();

    expect(JSON.parse(receiver.posts[0]!.rawBody.toString())).toMatchObject({
      event: 'message_created',
      content: 'þetta 👋',
    });
  });
});
