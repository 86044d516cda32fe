import {
  FakeClock,
  openSqliteEventStore,
  type SqliteEventStoreHarness,
} from '@app/event-store/testing';
import { SecretBox } from '@app/secrets';
import { CreateWebhooks1764000003000 } from '../migrations/1764000003000-create-webhooks';
import { AddInboxCallbacks1764000007000 } from '../migrations/1764000007000-add-inbox-callbacks';
import { CreateSubscriptionChanges1764000015000 } from '../migrations/1764000015000-create-subscription-changes';
import { ExtendWebhooks1764000012000 } from '../migrations/1764000012000-extend-webhooks';
import { WEBHOOK_PROJECTIONS } from '../read-model/projections';
import { WebhookEntity } from '../read-model/webhook.entity';
import { UPCASTERS } from '../upcasters/upcasters';

export const secretBox = new SecretBox(SecretBox.makeKey());

/** With what the module registers. Call `close()` when done: it removes the database. */
export async function openWebhooksDatabase(
  clock = new FakeClock(),
): Promise<SqliteEventStoreHarness> {
  const harness = await openSqliteEventStore({
    migrations: [
      CreateWebhooks1764000003000,
      AddInboxCallbacks1764000007000,
      ExtendWebhooks1764000012000,
      CreateSubscriptionChanges1764000015000,
    ],
    entities: [WebhookEntity],
    clock,
  });
  for (const projection of WEBHOOK_PROJECTIONS) harness.store.addProjection(projection);
  for (const upcaster of UPCASTERS) harness.store.addUpcaster(upcaster);
  return harness;
}
