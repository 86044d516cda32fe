import type { DomainEvent } from '@app/event-store';
import { openSqliteEventStore, type SqliteEventStoreHarness } from '@app/event-store/testing';
import { SecretBox } from '@app/secrets';
import { CreateWebhooks1764000003000 } from '../migrations/1764000003000-create-webhooks';
import { AddInboxCallbacks1764000007000 } from '../migrations/1764000007000-add-inbox-callbacks';
import { ExtendWebhooks1764000012000 } from '../migrations/1764000012000-extend-webhooks';
import { inboxCallbacksProjection } from '../read-model/inbox-callbacks.projection';
import { webhooksProjection } from '../read-model/webhooks.projection';
import { eventMetadata, inboxCreated, webhookCreated } from '../testing/webhook-events';
import { checkSecretsKey, WrongSecretsKeyError } from './check-secrets-key';

describe('the key of the secrets', () => {
  const box = new SecretBox(SecretBox.makeKey());
  const otherBox = new SecretBox(SecretBox.makeKey());
  const sealedSecret = box.seal('whsec_secret');
  let harness: SqliteEventStoreHarness;

  beforeEach(async () => {
    harness = await openSqliteEventStore({
      migrations: [
        CreateWebhooks1764000003000,
        AddInboxCallbacks1764000007000,
        ExtendWebhooks1764000012000,
      ],
    });
    harness.store.addProjection(webhooksProjection);
    harness.store.addProjection(inboxCallbacksProjection);
  });
  afterEach(() => harness.close());

  it('may be any where nothing is sealed yet', async () => {
    await expect(checkSecretsKey(harness.dataSource, otherBox)).resolves.toBeUndefined();
  });

  it.each<[string, DomainEvent]>([
    ['a webhook', webhookCreated({ sealedSecret })],
    ['an inbox that nobody listens to', inboxCreated({ id: 1, sealedSecret })],
  ])('must be the one that %s was made with', async (_, event) => {
    await harness.store.append('stream-1', [{ ...event, metadata: eventMetadata }], 'any');
    await expect(checkSecretsKey(harness.dataSource, box)).resolves.toBeUndefined();
    await expect(checkSecretsKey(harness.dataSource, otherBox)).rejects.toThrow(
      WrongSecretsKeyError,
    );
  });
});
