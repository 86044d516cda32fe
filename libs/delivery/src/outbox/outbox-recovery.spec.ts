import type { NewEvent } from '@app/event-store';
import { waitUntil } from '@app/harness';
import { Logger } from '@nestjs/common';
import { DeliveryFixture } from '../testing/delivery-fixture';
import {
  accountDeleted,
  inboxCreated,
  messageCreated,
  webhookCreated,
  webhookDeleted,
} from '../testing/new-events';

const messages = (count: number): NewEvent[] =>
  Array.from({ length: count }, () => messageCreated());

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

  describe('after a restart', () => {
    it('knows the subscriptions that it read before', async () => {
      await fixture.append(webhookCreated({ id: 1 }), webhookCreated({ id: 2, inboxId: 2 }));
      const outbox = fixture.startOutbox();
      await caughtUp();
      await outbox.beforeApplicationShutdown();
      await fixture.reopen();
      await fixture.append(
        messageCreated({ id: 'for both', inboxId: 2 }),
        webhookDeleted({ id: 1 }),
      );
      fixture.startOutbox();
      await caughtUp();
      await fixture.append(messageCreated({ id: 'for one', inboxId: 2 }));
      await caughtUp();

      expect(await fixture.readPairs()).toEqual([
        ['for both', 1],
        ['for both', 2],
        ['for one', 2],
      ]);
    });

    it('knows the callbacks of inboxes that it read before, and whose URL a webhook has', async () => {
      const webhookUrl = 'https://app.example.com/hoory';
      await fixture.append(
        inboxCreated({ id: 1, webhookId: 11, webhookUrl }),
        inboxCreated({ id: 2, webhookId: 12, webhookUrl }),
        webhookCreated({ id: 13, url: webhookUrl, inboxId: 2 }),
      );
      const outbox = fixture.startOutbox();
      await caughtUp();
      await outbox.beforeApplicationShutdown();
      await fixture.reopen();
      await fixture.append(
        messageCreated({ id: 'for the callback', inboxId: 1 }),
        messageCreated({ id: 'for the webhook', inboxId: 2 }),
        accountDeleted(1),
        messageCreated({ id: 'for nobody', inboxId: 1 }),
      );
      fixture.startOutbox();
      await caughtUp();

      expect(await fixture.readPairs()).toEqual([
        ['for the callback', 11],
        ['for the webhook', 13],
      ]);
    });

    it('goes on where it stopped in the middle', async () => {
      const { store } = fixture.harness;
      const [, ...stored] = await fixture.append(webhookCreated({ id: 1 }), ...messages(1_200));
      const commit = store.commitBatch.bind(store);
      const outbox = fixture.makeOutbox();
      let stopped: Promise<void> | undefined;
      jest.spyOn(store, 'commitBatch').mockImplementation(async (...batch) => {
        stopped ??= outbox.beforeApplicationShutdown();
        await commit(...batch);
      });
      outbox.onApplicationBootstrap();
      await waitUntil('the first batch', () => stopped !== undefined);
      await stopped;
      const firstBatch = await fixture.readPairs();
      await fixture.reopen();
      fixture.startOutbox();
      await caughtUp();

      expect(firstBatch.length).toBeGreaterThan(0);
      expect(firstBatch.length).toBeLessThan(stored.length);
      expect(await fixture.readPairs()).toEqual(stored.map(({ id }) => [id, 1]));
    });
  });

  describe('where a commit fails', () => {
    let logged: jest.SpyInstance;
    beforeEach(() => {
      logged = jest.spyOn(Logger.prototype, 'error').mockImplementation();
    });

    it('has written neither deliveries nor its checkpoint, and tries again', async () => {
      const { sql, store } = fixture.harness;
      await sql(`CREATE TRIGGER refuse BEFORE INSERT ON deliveries WHEN NEW.event_id = 'second'
        BEGIN SELECT RAISE(ABORT, 'The disk is full'); END`);
      await fixture.append(
        webhookCreated({ id: 1 }),
        messageCreated({ id: 'first' }),
        messageCreated({ id: 'second' }),
      );
      const before = await store.loadCheckpoint('outbox');
      fixture.startOutbox();
      await waitUntil('the failure', () => logged.mock.calls.length > 0);

      expect(await fixture.readPairs()).toEqual([]);
      expect(await store.loadCheckpoint('outbox')).toBe(before);
      await sql('DROP TRIGGER refuse');
      await caughtUp();
      expect(await fixture.readPairs()).toEqual([
        ['first', 1],
        ['second', 1],
      ]);
    });

    it('forgets what the batch had made of the subscriptions', async () => {
      const { store } = fixture.harness;
      await fixture.append(webhookCreated({ id: 1 }));
      fixture.startOutbox();
      await caughtUp();
      const commit = jest
        .spyOn(store, 'commitBatch')
        .mockRejectedValueOnce(new Error('The disk is full'));
      await fixture.append(
        messageCreated({ id: 'before' }),
        webhookDeleted({ id: 1 }),
        messageCreated({ id: 'after' }),
      );
      await caughtUp();

      expect(commit).toHaveBeenCalledTimes(2);
      expect(await fixture.readPairs()).toEqual([['before', 1]]);
    });

    it('doubles nothing where the batch was written, but the answer was lost', async () => {
      const { store } = fixture.harness;
      const commit = store.commitBatch.bind(store);
      jest.spyOn(store, 'commitBatch').mockImplementationOnce(async (...batch) => {
        await commit(...batch);
        throw new Error('The connection is gone');
      });
      await fixture.append(webhookCreated({ id: 1 }), messageCreated({ id: 'first' }));
      fixture.startOutbox();
      await waitUntil('the failure', () => logged.mock.calls.length > 0);
      await fixture.append(messageCreated({ id: 'second' }));
      await caughtUp();

      expect(await fixture.readPairs()).toEqual([
        ['first', 1],
        ['second', 1],
      ]);
    });
  });
});
