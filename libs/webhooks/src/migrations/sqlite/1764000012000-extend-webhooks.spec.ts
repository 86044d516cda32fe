import { openSqliteEventStore, type SqliteEventStoreHarness } from '@app/event-store/testing';
import { CreateWebhooks1764000003000 } from './1764000003000-create-webhooks';
import { AddInboxCallbacks1764000007000 } from './1764000007000-add-inbox-callbacks';
import { ExtendWebhooks1764000012000 } from './1764000012000-extend-webhooks';

describe('the settings of deliveries, in a database of before them', () => {
  const migration = new ExtendWebhooks1764000012000();
  let harness: SqliteEventStoreHarness;

  const rows = async () => [
    ...(await harness.sql('SELECT * FROM webhooks')),
    ...(await harness.sql('SELECT * FROM subscriptions')),
  ];

  beforeEach(async () => {
    harness = await openSqliteEventStore({
      migrations: [
        { sqlite: [CreateWebhooks1764000003000, AddInboxCallbacks1764000007000], postgres: [] },
      ],
    });
    await harness.sql(`INSERT INTO webhooks
      (id, account_id, url, normalized_url, subscriptions, format, sealed_secret) VALUES
      (1, 1, 'https://example.com', 'https://example.com/', '["message_created"]', 'hoory', '')`);
    await harness.sql(`INSERT INTO subscriptions
      (webhook_id, account_id, url, events, inbox_id, format) VALUES
      (1, 1, 'https://example.com/', '["message_created"]', NULL, 'hoory')`);
  });
  afterEach(() => harness.close());

  it('are those by which each webhook was delivered to', async () => {
    const [webhook, subscription] = await rows();
    await migration.up(harness.dataSource.createQueryRunner());
    expect(await rows()).toEqual([
      {
        ...webhook,
        timeout_seconds: 15,
        rate_limit: null,
        ordering: 'none',
        header_names: '[]',
        sealed_headers: null,
        previous_secrets: '[]',
        disabled_reason: null,
        disabled_at: null,
      },
      { ...subscription, ordering: 'none', disabled: 0 },
    ]);
  });

  it('can be taken away again', async () => {
    const before = await rows();
    const queryRunner = harness.dataSource.createQueryRunner();
    await migration.up(queryRunner);
    await migration.down(queryRunner);
    expect(await rows()).toEqual(before);
  });
});
