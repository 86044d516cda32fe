import { openSqliteEventStore, type SqliteEventStoreHarness } from '@app/event-store/testing';
import { CreateWebhooks1764000003000 } from './1764000003000-create-webhooks';
import { AddInboxCallbacks1764000007000 } from './1764000007000-add-inbox-callbacks';

describe('the callbacks of inboxes, in a database of before them', () => {
  const migration = new AddInboxCallbacks1764000007000();
  let harness: SqliteEventStoreHarness;

  beforeEach(async () => {
    harness = await openSqliteEventStore({
      migrations: [{ sqlite: [CreateWebhooks1764000003000], postgres: [] }],
    });
    await harness.sql(`INSERT INTO webhooks
      (id, account_id, url, normalized_url, subscriptions, format, sealed_secret) VALUES
      (1, 1, 'https://Example.com', 'https://example.com/', '["message_created"]', 'hoory', '')`);
    await harness.sql(`INSERT INTO subscriptions
      (webhook_id, account_id, events, inbox_id, format) VALUES
      (1, 1, '["message_created"]', NULL, 'hoory'),
      (2, 1, '["contact_created"]', 3, 'hoory')`);
  });
  afterEach(() => harness.close());

  it('leave each subscription as it was, with the URL of its webhook', async () => {
    await migration.up(harness.dataSource.createQueryRunner());
    expect(await harness.sql('SELECT * FROM subscriptions ORDER BY webhook_id')).toEqual([
      {
        webhook_id: 1,
        account_id: 1,
        url: 'https://example.com/',
        events: '["message_created"]',
        inbox_id: null,
        format: 'hoory',
      },
      // Its webhook is deleted, which the outbox has yet to read.
      {
        webhook_id: 2,
        account_id: 1,
        url: '',
        events: '["contact_created"]',
        inbox_id: 3,
        format: 'hoory',
      },
    ]);
  });

  it('can be taken away again', async () => {
    const before = await harness.sql('SELECT * FROM subscriptions ORDER BY webhook_id');
    const queryRunner = harness.dataSource.createQueryRunner();
    await migration.up(queryRunner);
    await harness.sql(`INSERT INTO subscriptions
      (webhook_id, account_id, url, events, inbox_id, format) VALUES
      (4, 1, 'https://example.com/', NULL, 3, 'chatwoot')`);
    await migration.down(queryRunner);
    expect(await harness.sql('SELECT * FROM subscriptions ORDER BY webhook_id')).toEqual(before);
  });
});
