import { planOf, queriesDuring, SQLITE, type DriverHarness } from '@app/event-store/testing';
import { WebhookEndpoints } from '../read-model/webhook-endpoints';
import { openWebhooksDatabase, secretBox } from '../testing/open-webhooks';

describe('the plans of the queries on webhooks, on SQLite', () => {
  let harness: DriverHarness;

  beforeAll(async () => {
    harness = await openWebhooksDatabase(SQLITE);
  });
  afterAll(() => harness.close());

  it('look each endpoint up by its key, all in one query', async () => {
    const endpoints = new WebhookEndpoints(harness.database, secretBox);
    const asked = await queriesDuring(harness.database, () => endpoints.find([1, 2, 3]));
    expect(asked).toHaveLength(1);
    const steps = (await planOf(harness.database, asked[0]!)).split('\n');
    expect(steps.filter((step) => /webhooks|callbacks/.test(step))).toEqual([
      'SEARCH webhooks USING INTEGER PRIMARY KEY (rowid=?)',
      'SEARCH inbox_callbacks USING INTEGER PRIMARY KEY (rowid=?)',
    ]);
  });
});
