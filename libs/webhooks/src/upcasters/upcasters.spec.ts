import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventMetadata } from '@app/event-store';
import { DRIVERS, type DriverHarness } from '@app/event-store/testing';
import { UpdateWebhook, UpdateWebhookHandler } from '../commands/update-webhook';
import { webhookRef } from '../domain/webhook';
import { SubscriptionModel } from '../subscriptions/subscription-model';
import { openWebhooksDatabase, secretBox } from '../testing/open-webhooks';
import { commandMetadata } from '../testing/webhook-events';

interface FirstEvent {
  readonly stream: string;
  readonly type: string;
  readonly data: object;
  readonly metadata: EventMetadata;
}

/** As the first version of the software wrote them. They are never changed. */
const FIRST_EVENTS = JSON.parse(
  readFileSync(join(__dirname, 'first-shapes.json'), 'utf8'),
) as readonly FirstEvent[];

/** How the POSTs were made when there were no settings for it. */
const AS_THEN = { timeoutSeconds: 15, rateLimit: null, ordering: 'none', customHeaders: null };

describe.each(DRIVERS)('events of webhooks of their first shapes on $name', (driver) => {
  let harness: DriverHarness;

  beforeEach(async () => {
    harness = await openWebhooksDatabase(driver);
    for (const { stream, ...event } of FIRST_EVENTS) {
      await harness.store.append(stream, [event], 'any');
    }
  });
  afterEach(() => harness.close());

  it('are read in the shapes of today', async () => {
    const events = await harness.store.readStream('webhook-1');
    expect(events.map(({ schemaVersion, data }) => ({ schemaVersion, data }))).toEqual(
      FIRST_EVENTS.map(({ type, data }) => ({
        schemaVersion: 2,
        data: {
          ...data,
          ...AS_THEN,
          ...(type === 'WebhookCreated' && { startFromPosition: null }),
        },
      })),
    );
  });

  it('amount to a state that commands of today go on from', async () => {
    expect(await harness.store.readState(webhookRef(1))).toMatchObject({
      name: 'CRM',
      ...AS_THEN,
      previousSecrets: [],
      disabled: null,
    });
    const updated = await new UpdateWebhookHandler(harness.store, secretBox).execute(
      new UpdateWebhook(1, 1, { rateLimit: 50 }, commandMetadata),
    );
    expect(updated).toMatchObject({ name: 'CRM', ...AS_THEN, rateLimit: 50 });
  });

  it('are projected and matched as those of today', async () => {
    const model = new SubscriptionModel([]);
    for (const event of await harness.store.readStream('webhook-1')) model.apply(event);
    const published = {
      name: 'contact_created',
      accountId: 1,
      inboxId: 3,
      conversationId: null,
      onlyWebhookId: null,
      exceptWebhookId: null,
    } as const;
    expect(model.match(published)).toMatchObject([{ webhookId: 1, ordering: 'none' }]);
    expect(await harness.sql('SELECT * FROM webhooks')).toMatchObject([
      { id: 1, timeout_seconds: 15, rate_limit: null, ordering: 'none', header_names: '[]' },
    ]);
  });
});
