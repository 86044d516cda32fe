import type { DomainEvent } from '@app/event-store';
import { DRIVERS, type DriverHarness } from '@app/event-store/testing';
import { SecretBox } from '@app/secrets';
import {
  accountDeleted,
  callbackIdOf,
  eventMetadata,
  inboxCreated,
  inboxUpdated,
  secretRotated,
  webhookCreated,
  webhookDeleted,
  webhookDisabled,
  webhookEnabled,
  webhookUpdated,
} from '../testing/webhook-events';
import { inboxCallbacksProjection } from './inbox-callbacks.projection';
import { WebhookEndpoints } from './webhook-endpoints';
import { webhooksProjection } from './webhooks.projection';
import { WEBHOOK_MIGRATIONS } from '../migrations';

const NOW_MS = Date.parse('2026-01-01');

describe.each(DRIVERS)('finding endpoints on $name', (driver) => {
  const secretBox = new SecretBox(SecretBox.makeKey());
  let harness: DriverHarness;
  let endpoints: WebhookEndpoints;

  const append = async (event: DomainEvent): Promise<void> => {
    await harness.store.append('stream-1', [{ ...event, metadata: eventMetadata }], 'any');
  };

  beforeEach(async () => {
    harness = await driver.open({
      migrations: [WEBHOOK_MIGRATIONS],
    });
    harness.store.addProjection(webhooksProjection);
    harness.store.addProjection(inboxCallbacksProjection);
    endpoints = new WebhookEndpoints(harness.database, secretBox);
  });
  afterEach(() => harness.close());

  it('gives the URL of today and the opened secret of each webhook asked for', async () => {
    await append(webhookCreated({ id: 1, sealedSecret: secretBox.seal('whsec_1') }));
    await append(webhookCreated({ id: 2, sealedSecret: secretBox.seal('whsec_2') }));
    await append(webhookCreated({ id: 3, sealedSecret: secretBox.seal('whsec_3') }));
    await append(webhookUpdated({ id: 3, url: 'https://example.com/moved' }));
    const found = await endpoints.find([1, 3]);
    const urlsAndSecrets = [...found].map(([id, endpoint]) => ({
      id,
      url: endpoint.url,
      secrets: endpoint.secretsAt(NOW_MS),
    }));
    expect(urlsAndSecrets).toEqual([
      { id: 1, url: 'https://example.com/hooks/1', secrets: ['whsec_1'] },
      { id: 3, url: 'https://example.com/moved', secrets: ['whsec_3'] },
    ]);
  });

  it('says how the POSTs are to be made, as the settings of today have it', async () => {
    const sealed = secretBox.seal('{"X-Key":"key","X-Tenant":"7"}');
    const customHeaders = { names: ['X-Key', 'X-Tenant'], sealed };
    await append(webhookCreated({ id: 1, accountId: 5, timeoutSeconds: 20, rateLimit: 50 }));
    await append(webhookCreated({ id: 2, customHeaders }));
    await append(webhookUpdated({ id: 1, accountId: 5, timeoutSeconds: 30, rateLimit: null }));
    const found = await endpoints.find([1, 2]);
    expect(found.get(1)).toMatchObject({
      accountId: 5,
      timeoutSeconds: 30,
      rateLimit: null,
      isCallback: false,
      customHeaders: [],
    });
    expect(found.get(2)).toMatchObject({ timeoutSeconds: 15, rateLimit: null });
    expect(found.get(2)?.customHeaders).toEqual([
      ['X-Key', 'key'],
      ['X-Tenant', '7'],
    ]);
  });

  it('gives the secrets of before a rotation until each is over, newest first', async () => {
    await append(webhookCreated({ id: 1, sealedSecret: secretBox.seal('whsec_1') }));
    await append(
      secretRotated({
        sealedSecret: secretBox.seal('whsec_3'),
        previous: [
          { sealedSecret: secretBox.seal('whsec_2'), validUntil: '2026-01-03T00:00:00.000Z' },
          { sealedSecret: secretBox.seal('whsec_1'), validUntil: '2026-01-02T00:00:00.000Z' },
        ],
      }),
    );
    const endpoint = (await endpoints.find([1])).get(1)!;
    expect(endpoint.secretsAt(NOW_MS)).toEqual(['whsec_3', 'whsec_2', 'whsec_1']);
    expect(endpoint.secretsAt(Date.parse('2026-01-02'))).toEqual(['whsec_3', 'whsec_2']);
    expect(endpoint.secretsAt(Date.parse('2026-01-03'))).toEqual(['whsec_3']);
  });

  it('says of a disabled webhook that it is, until it is enabled', async () => {
    await append(webhookCreated({ id: 1 }));
    await append(webhookDisabled({ id: 1 }));
    expect((await endpoints.find([1])).get(1)).toMatchObject({ disabled: true });
    await append(webhookEnabled());
    expect((await endpoints.find([1])).get(1)).toMatchObject({ disabled: false });
  });

  it('lets a secret that does not open fail its own webhook alone', async () => {
    await append(webhookCreated({ id: 1, sealedSecret: 'v1.damaged.AAAA' }));
    await append(webhookCreated({ id: 2, sealedSecret: secretBox.seal('whsec_2') }));
    const found = await endpoints.find([1, 2]);
    expect(() => found.get(1)?.secretsAt(NOW_MS)).toThrow('was sealed with key damaged');
    expect(found.get(2)?.secretsAt(NOW_MS)).toEqual(['whsec_2']);
  });

  it('finds none for a deleted webhook, nor for one that never was', async () => {
    await append(webhookCreated({ id: 1, sealedSecret: secretBox.seal('whsec_1') }));
    await append(webhookDeleted(1));
    expect(await endpoints.find([1, 2])).toEqual(new Map());
  });

  it('finds webhooks and callbacks of inboxes at once', async () => {
    await append(webhookCreated({ id: 1, sealedSecret: secretBox.seal('whsec_webhook') }));
    const webhookUrl = 'https://app.example.com/hoory';
    const sealedSecret = secretBox.seal('whsec_inbox');
    await append(inboxCreated({ id: 1, webhookUrl, sealedSecret }));
    await append(inboxUpdated({ id: 1, webhookUrl: `${webhookUrl}/moved`, sealedSecret }));
    const found = await endpoints.find([callbackIdOf(1), 1]);
    expect(found.get(1)?.secretsAt(NOW_MS)).toEqual(['whsec_webhook']);
    expect(found.get(callbackIdOf(1))).toMatchObject({
      url: `${webhookUrl}/moved`,
      accountId: 1,
      isCallback: true,
      disabled: false,
      timeoutSeconds: 15,
      rateLimit: null,
      customHeaders: [],
    });
    expect(found.get(callbackIdOf(1))?.secretsAt(NOW_MS)).toEqual(['whsec_inbox']);
  });

  it('finds none for an inbox that has no URL (any more), and all again once it has', async () => {
    const webhookUrl = 'https://app.example.com/hoory';
    await append(inboxCreated({ id: 1 }));
    await append(inboxCreated({ id: 2, webhookUrl }));
    await append(inboxUpdated({ id: 2, webhookUrl: '' }));
    const ids = [callbackIdOf(1), callbackIdOf(2)];
    expect(await endpoints.find(ids)).toEqual(new Map());
    await append(inboxUpdated({ id: 2, webhookUrl }));
    expect([...(await endpoints.find(ids)).keys()]).toEqual([callbackIdOf(2)]);
  });

  it('finds none for what a deleted account had', async () => {
    const webhookUrl = 'https://app.example.com/hoory';
    for (const accountId of [1, 2]) {
      await append(webhookCreated({ id: accountId, accountId }));
      await append(inboxCreated({ id: accountId, accountId, webhookUrl }));
    }
    await append(accountDeleted(1));
    const found = await endpoints.find([1, 2, callbackIdOf(1), callbackIdOf(2)]);
    expect([...found.keys()]).toEqual([2, callbackIdOf(2)]);
  });
});
