import type { Principal } from '@app/accounts';
import { DRIVERS, type DriverHarness, FakeClock } from '@app/event-store/testing';
import { SecretBox } from '@app/secrets';
import type { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ListWebhooksHandler, type ListWebhooks } from '../queries/list-webhooks';
import { WebhookEntity } from '../read-model/webhook.entity';
import { webhooksProjection } from '../read-model/webhooks.projection';
import { eventMetadata, inboxCreated, webhookCreated } from '../testing/webhook-events';
import { WebhookResponses } from './webhook-responses';
import { WebhooksController } from './webhooks.controller';
import { WEBHOOK_MIGRATIONS } from '../migrations';

const INBOXES = 20;
const WEBHOOKS = 200;
const administrator = { accountId: 1 } as Principal;

describe.each(DRIVERS)('the list of webhooks on $name', (driver) => {
  const box = new SecretBox(SecretBox.makeKey());
  let harness: DriverHarness;

  beforeEach(async () => {
    harness = await driver.open({
      migrations: [WEBHOOK_MIGRATIONS],
      entities: [WebhookEntity],
    });
    harness.store.addProjection(webhooksProjection);
  });
  afterEach(() => harness.close());

  const makeController = (): WebhooksController => {
    const handler = new ListWebhooksHandler(harness.dataSource.getRepository(WebhookEntity));
    const queryBus = { execute: (query: ListWebhooks) => handler.execute(query) };
    return new WebhooksController(
      {} as CommandBus,
      queryBus as unknown as QueryBus,
      harness.store,
      new WebhookResponses(harness.store, box, new FakeClock()),
      'hoory',
    );
  };

  it('names the inbox of each, at the cost of one query for all', async () => {
    for (let id = 1; id <= INBOXES; id++) {
      const event = { ...inboxCreated({ id }), metadata: eventMetadata };
      await harness.store.append(`inbox-${id}`, [event], 'no-stream');
    }
    const sealedSecret = box.seal('whsec_secret');
    const inboxIds = Array.from({ length: WEBHOOKS }, (_, n) => n % (INBOXES + 1) || null);
    const webhooks = inboxIds.map((inboxId, n) => ({
      ...webhookCreated({ id: n + 1, sealedSecret, inboxId }),
      metadata: eventMetadata,
    }));
    await harness.store.append('webhooks', webhooks, 'any');
    // With nothing in memory.
    await harness.reopen();
    const query = jest.spyOn(harness.dataSource, 'createQueryRunner');
    const reads = (['all', 'get'] as const).map((method) => jest.spyOn(harness.connection, method));

    const { payload } = await makeController().list(administrator);

    expect(payload.webhooks.map(({ inbox }) => inbox)).toEqual(
      inboxIds.map((id) => (id === null ? undefined : { id, name: 'App' })),
    );
    expect(query).toHaveBeenCalledTimes(1);
    const statements = reads.flatMap(({ mock }) => mock.calls.map(([sql]) => sql));
    expect(statements.filter((sql) => sql.includes('FROM streams'))).toHaveLength(1);
  });
});
