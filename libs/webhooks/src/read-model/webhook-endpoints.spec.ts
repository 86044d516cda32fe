import { openSqliteEventStore, type SqliteEventStoreHarness } from '@app/event-store/testing';
import { webhookStream, type WebhookEvent } from '../domain/webhook';
import { CreateWebhooks1764000003000 } from '../migrations/1764000003000-create-webhooks';
import { SecretBox } from '@app/secrets';
import {
  eventMetadata,
  webhookCreated,
  webhookDeleted,
  webhookUpdated,
} from '../testing/webhook-events';
import { WebhookEndpoints } from './webhook-endpoints';
import { webhooksProjection } from './webhooks.projection';

describe('finding endpoints', () => {
  const secretBox = new SecretBox(SecretBox.makeKey());
  let harness: SqliteEventStoreHarness;
  let endpoints: WebhookEndpoints;

  const append = async (event: WebhookEvent): Promise<void> => {
    const stream = webhookStream(event.data.id);
    await harness.store.append(stream, [{ ...event, metadata: eventMetadata }], 'any');
  };

  beforeEach(async () => {
    harness = await openSqliteEventStore({ migrations: [CreateWebhooks1764000003000] });
    harness.store.addProjection(webhooksProjection);
    endpoints = new WebhookEndpoints(harness.dataSource, secretBox);
  });
  afterEach(() => harness.close());

  it('gives the URL of today and the opened secret of each webhook asked for', async () => {
    await append(webhookCreated({ id: 1, sealedSecret: secretBox.seal('whsec_1') }));
    await append(webhookCreated({ id: 2, sealedSecret: secretBox.seal('whsec_2') }));
    await append(webhookCreated({ id: 3, sealedSecret: secretBox.seal('whsec_3') }));
    await append(webhookUpdated({ id: 3, url: 'https://example.com/moved' }));
    const found = await endpoints.find([1, 3]);
    expect([...found].map(([id, { url, secrets }]) => ({ id, url, secrets }))).toEqual([
      { id: 1, url: 'https://example.com/hooks/1', secrets: ['whsec_1'] },
      { id: 3, url: 'https://example.com/moved', secrets: ['whsec_3'] },
    ]);
  });

  it('lets a secret that does not open fail its own webhook alone', async () => {
    await append(webhookCreated({ id: 1, sealedSecret: 'v1.damaged.AAAA' }));
    await append(webhookCreated({ id: 2, sealedSecret: secretBox.seal('whsec_2') }));
    const found = await endpoints.find([1, 2]);
    expect(() => found.get(1)?.secrets).toThrow('was sealed with key damaged');
    expect(found.get(2)?.secrets).toEqual(['whsec_2']);
  });

  it('finds none for a deleted webhook, nor for one that never was', async () => {
    await append(webhookCreated({ id: 1, sealedSecret: secretBox.seal('whsec_1') }));
    await append(webhookDeleted(1));
    expect(await endpoints.find([1, 2])).toEqual(new Map());
  });
});
