import { UniqueViolationError, type DomainEvent } from '@app/event-store';
import { openSqliteEventStore, type SqliteEventStoreHarness } from '@app/event-store/testing';
import { CreateWebhooks1764000003000 } from '../migrations/1764000003000-create-webhooks';
import {
  accountDeleted,
  eventMetadata,
  webhookCreated,
  webhookDeleted,
  webhookUpdated,
} from '../testing/webhook-events';
import { webhooksProjection } from './webhooks.projection';

describe('the table of webhooks', () => {
  let harness: SqliteEventStoreHarness;

  const append = async (event: DomainEvent): Promise<void> => {
    await harness.store.append('stream-1', [{ ...event, metadata: eventMetadata }], 'any');
  };
  const ids = async (): Promise<unknown[]> =>
    (await harness.sql('SELECT id FROM webhooks ORDER BY id')).map(({ id }) => id);

  beforeEach(async () => {
    harness = await openSqliteEventStore({ migrations: [CreateWebhooks1764000003000] });
    harness.store.addProjection(webhooksProjection);
  });
  afterEach(() => harness.close());

  it('has a row for a webhook once it is created', async () => {
    await append(webhookCreated({ id: 4, url: 'HTTPS://Example.com', name: 'Bot', inboxId: 2 }));
    expect(await harness.sql('SELECT * FROM webhooks')).toEqual([
      {
        id: 4,
        account_id: 1,
        url: 'HTTPS://Example.com',
        normalized_url: 'https://example.com/',
        name: 'Bot',
        subscriptions: '["message_created"]',
        format: 'hoory',
        inbox_id: 2,
        sealed_secret: 'v1.sealed',
      },
    ]);
  });

  it('follows an update, keeps the secret and leaves other webhooks alone', async () => {
    await append(webhookCreated({ id: 1, name: 'Bot', inboxId: 2 }));
    await append(webhookCreated({ id: 2 }));
    const [, untouched] = await harness.sql('SELECT * FROM webhooks ORDER BY id');
    await append(
      webhookUpdated({
        id: 1,
        url: 'https://example.com:443/other',
        name: null,
        subscriptions: ['contact_created', 'message_created'],
        format: 'chatwoot',
        inboxId: null,
      }),
    );
    expect(await harness.sql('SELECT * FROM webhooks ORDER BY id')).toEqual([
      {
        id: 1,
        account_id: 1,
        url: 'https://example.com:443/other',
        normalized_url: 'https://example.com/other',
        name: null,
        subscriptions: '["contact_created","message_created"]',
        format: 'chatwoot',
        inbox_id: null,
        sealed_secret: 'v1.sealed',
      },
      untouched,
    ]);
  });

  it('loses the row of a deleted webhook, and only that', async () => {
    await append(webhookCreated({ id: 1 }));
    await append(webhookCreated({ id: 2 }));
    await append(webhookDeleted(1));
    expect(await ids()).toEqual([2]);
  });

  it('loses the rows of a deleted account, and only those', async () => {
    await append(webhookCreated({ id: 1 }));
    await append(webhookCreated({ id: 2, accountId: 2 }));
    await append(webhookCreated({ id: 3 }));
    await append(accountDeleted(1));
    expect(await ids()).toEqual([2]);
  });

  it('refuses a URL twice in an account, however it is spelt', async () => {
    await append(webhookCreated({ id: 1, url: 'https://example.com/hooks' }));
    const respelt = append(webhookCreated({ id: 2, url: 'HTTPS://EXAMPLE.com:443/hooks#here' }));
    await expect(respelt).rejects.toThrow(UniqueViolationError);
    expect(await ids()).toEqual([1]);
  });

  it('refuses an update to a URL that is another webhook’s', async () => {
    await append(webhookCreated({ id: 1, url: 'https://example.com/1' }));
    await append(webhookCreated({ id: 2, url: 'https://example.com/2' }));
    const update = append(webhookUpdated({ id: 2, url: 'https://example.com/1' }));
    await expect(update).rejects.toThrow(UniqueViolationError);
  });

  it('takes a URL again in another account, and once its webhook is deleted', async () => {
    const url = 'https://example.com/hooks';
    await append(webhookCreated({ id: 1, url }));
    await append(webhookCreated({ id: 2, url, accountId: 2 }));
    await append(webhookDeleted(1));
    await append(webhookCreated({ id: 3, url }));
    expect(await ids()).toEqual([2, 3]);
  });
});
