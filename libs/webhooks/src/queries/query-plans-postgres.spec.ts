import { Client } from 'pg';
import { planOf, POSTGRES, queriesDuring, type DriverHarness } from '@app/event-store/testing';
import { WebhookEndpoints } from '../read-model/webhook-endpoints';
import { WebhookEntity } from '../read-model/webhook.entity';
import { SubscriptionsAt } from '../subscriptions/subscriptions-at';
import { openWebhooksDatabase, secretBox } from '../testing/open-webhooks';
import { inboxCreated, stored } from '../testing/webhook-events';
import { ListWebhooks, ListWebhooksHandler } from './list-webhooks';

/** Of 1,000 accounts. */
const ROWS = [
  `INSERT INTO webhooks
     (id, account_id, url, normalized_url, subscriptions, format, sealed_secret)
   SELECT n, n % 1000 + 1, 'https://example.com/' || n, 'https://example.com/' || n, '[]', 'hoory', ''
   FROM generate_series(1, 20000) AS n`,
  `INSERT INTO inbox_callbacks (webhook_id, account_id, url, sealed_secret)
   SELECT n, n % 1000 + 1, 'https://example.com/' || n, '' FROM generate_series(20001, 40000) AS n`,
  `INSERT INTO subscription_changes (account_id, position)
   SELECT n % 1000 + 1, n FROM generate_series(1, 50000) AS n`,
];

describe('the plans of the queries on webhooks, on PostgreSQL', () => {
  let harness: DriverHarness;

  beforeAll(async () => {
    harness = await openWebhooksDatabase(POSTGRES);
    for (const rows of ROWS) await harness.sql(rows);
    await harness.sql('VACUUM ANALYZE');
  });
  afterAll(() => harness.close());

  const plansOf = async (act: () => Promise<unknown>): Promise<string[]> => {
    const asked = await queriesDuring(harness.database, act);
    return Promise.all(asked.map((query) => planOf(harness.database, query)));
  };

  it('look each endpoint up by its key, all in one query', async () => {
    const endpoints = new WebhookEndpoints(harness.database, secretBox);
    const plans = await plansOf(() => endpoints.find([1, 2, 20_003]));
    expect(plans).toHaveLength(1);
    expect(plans[0]).toMatch(/using webhooks_pkey/);
    expect(plans[0]).toMatch(/using inbox_callbacks_pkey/);
    expect(plans[0]).not.toContain('Seq Scan');
  });

  it('list the webhooks of an account by its index', async () => {
    const { dataSource } = harness;
    const handler = new ListWebhooksHandler(dataSource.getRepository(WebhookEntity));
    const asked = jest.spyOn(Client.prototype, 'query') as unknown as jest.SpyInstance<
      unknown,
      [sql: string, params: unknown[]]
    >;
    expect(await handler.execute(new ListWebhooks(7))).toHaveLength(20);
    const queries = asked.mock.calls.filter(([sql]) => sql.startsWith('SELECT'));
    asked.mockRestore();
    expect(queries).toHaveLength(1);
    const [[sql, params]] = queries as [[string, unknown[]]];
    const plan = JSON.stringify(await dataSource.query(`EXPLAIN ${sql}`, params));
    expect(plan).toContain('Index Scan on webhooks_by_url');
    expect(plan).not.toContain('Seq Scan');
  });

  it('find by its index where the subscriptions of an account changed', async () => {
    const subscriptions = new SubscriptionsAt(harness.database, harness.store);
    const event = { ...stored(inboxCreated({ id: 1, accountId: 7 })), position: 40_000 };
    const [plan] = await plansOf(() => subscriptions.wanting(event));
    expect(plan).toMatch(/using subscription_changes_pkey/);
    expect(plan).not.toContain('Seq Scan');
  });
});
