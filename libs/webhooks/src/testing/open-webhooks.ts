import { FakeClock, type Driver, type DriverHarness } from '@app/event-store/testing';
import { SecretBox } from '@app/secrets';
import { WEBHOOK_PROJECTIONS } from '../read-model/projections';
import { WebhookEntity } from '../read-model/webhook.entity';
import { UPCASTERS } from '../upcasters/upcasters';
import { WEBHOOK_MIGRATIONS } from '../migrations';

export const secretBox = new SecretBox(SecretBox.makeKey());

/** With what the module registers. Call `close()` when done: it removes the database. */
export async function openWebhooksDatabase(
  driver: Driver,
  clock = new FakeClock(),
): Promise<DriverHarness> {
  const harness = await driver.open({
    migrations: [WEBHOOK_MIGRATIONS],
    entities: [WebhookEntity],
    clock,
  });
  for (const projection of WEBHOOK_PROJECTIONS) harness.store.addProjection(projection);
  for (const upcaster of UPCASTERS) harness.store.addUpcaster(upcaster);
  return harness;
}
