import { UniqueViolationError, type DomainEvent } from '@app/event-store';
import { DRIVERS, type DriverHarness } from '@app/event-store/testing';
import {
  accountDeleted,
  eventMetadata,
  secretRotated,
  webhookCreated,
  webhookDeleted,
  webhookDisabled,
  webhookEnabled,
  webhookUpdated,
} from '../testing/webhook-events';
import { webhooksProjection } from './webhooks.projection';
import { WEBHOOK_MIGRATIONS } from '../migrations';

/** The columns of what a webhook has by default. */
const DEFAULTS = {
  timeout_seconds: 15,
  rate_limit: null,
  ordering: 'none',
  header_names: '[]',
  sealed_headers: null,
  previous_secrets: '[]',
  disabled_reason: null,
  disabled_at: null,
};

describe.each(DRIVERS)('the table of webhooks on $name', (driver) => {
  let harness: DriverHarness;

  const append = async (event: DomainEvent): Promise<void> => {
    await harness.store.append('stream-1', [{ ...event, metadata: eventMetadata }], 'any');
  };
  const ids = async (): Promise<unknown[]> =>
    (await harness.sql('SELECT id FROM webhooks ORDER BY id')).map(({ id }) => id);

  beforeEach(async () => {
    harness = await driver.open({
      migrations: [WEBHOOK_MIGRATIONS],
    });
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
        ...DEFAULTS,
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
        timeoutSeconds: 30,
        rateLimit: 50,
        ordering: 'conversation',
        customHeaders: { names: ['X-Key'], sealed: 'v1.sealed-headers' },
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
        ...DEFAULTS,
        timeout_seconds: 30,
        rate_limit: 50,
        ordering: 'conversation',
        header_names: '["X-Key"]',
        sealed_headers: 'v1.sealed-headers',
      },
      untouched,
    ]);
  });

  it('says why and when a webhook was disabled, until it is enabled', async () => {
    await append(webhookCreated());
    const [before] = await harness.sql('SELECT * FROM webhooks');
    await append(webhookDisabled({ reason: 'gone', disabledAt: '2026-01-02T00:00:00.000Z' }));
    expect(await harness.sql('SELECT * FROM webhooks')).toEqual([
      { ...before, disabled_reason: 'gone', disabled_at: '2026-01-02T00:00:00.000Z' },
    ]);
    await append(webhookEnabled());
    expect(await harness.sql('SELECT * FROM webhooks')).toEqual([before]);
  });

  it('has the secrets that a rotation left', async () => {
    const previous = [{ sealedSecret: 'v1.sealed', validUntil: '2026-01-02T00:00:00.000Z' }];
    await append(webhookCreated());
    const [before] = await harness.sql('SELECT * FROM webhooks');
    await append(secretRotated({ sealedSecret: 'v1.rotated', previous }));
    expect(await harness.sql('SELECT * FROM webhooks')).toEqual([
      { ...before, sealed_secret: 'v1.rotated', previous_secrets: JSON.stringify(previous) },
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
