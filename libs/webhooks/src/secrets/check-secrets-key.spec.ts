import type { DomainEvent } from '@app/event-store';
import { DRIVERS, type DriverHarness } from '@app/event-store/testing';
import { SecretBox } from '@app/secrets';
import { inboxCallbacksProjection } from '../read-model/inbox-callbacks.projection';
import { webhooksProjection } from '../read-model/webhooks.projection';
import {
  accountDeleted,
  eventMetadata,
  inboxCreated,
  inboxUpdated,
  webhookCreated,
  webhookDeleted,
} from '../testing/webhook-events';
import { checkSecretsKey, WrongSecretsKeyError } from './check-secrets-key';
import { WEBHOOK_MIGRATIONS } from '../migrations';

describe.each(DRIVERS)('the key of the secrets on $name', (driver) => {
  const key = Buffer.alloc(32, 1).toString('base64');
  const otherKey = Buffer.alloc(32, 2).toString('base64');
  const box = new SecretBox(key);
  const otherBox = new SecretBox(otherKey);
  const both = new SecretBox(`${otherKey},${key}`);
  const [keyId] = box.keyIds;
  const [otherKeyId] = otherBox.keyIds;
  const sealedSecret = box.seal('whsec_secret');
  let harness: DriverHarness;

  beforeEach(async () => {
    harness = await driver.open({
      migrations: [WEBHOOK_MIGRATIONS],
    });
    harness.store.addProjection(webhooksProjection);
    harness.store.addProjection(inboxCallbacksProjection);
  });
  afterEach(() => harness.close());

  const append = (stream: string, event: DomainEvent) =>
    harness.store.append(stream, [{ ...event, metadata: eventMetadata }], 'any');
  const check = (started: SecretBox) => checkSecretsKey(harness.database, started, harness.clock);

  it('may be any where nothing is sealed yet', async () => {
    await expect(check(otherBox)).resolves.toBeUndefined();
  });

  it.each<[string, DomainEvent, string]>([
    ['a webhook', webhookCreated({ sealedSecret }), 'webhooks: 1'],
    ['an inbox that nobody listens to', inboxCreated({ id: 1, sealedSecret }), 'inboxes: 1'],
  ])('must be the one that %s was made with', async (_, event, count) => {
    await append('stream-1', event);
    await expect(check(box)).resolves.toBeUndefined();
    await expect(check(otherBox)).rejects.toThrow(
      new WrongSecretsKeyError(`key ${keyId} is missing (${count}), got ${otherKeyId}`),
    );
  });

  it('must be the one that custom headers were sealed with', async () => {
    await append('webhook-1', webhookCreated({ id: 1, sealedSecret }));
    await harness.sql(`UPDATE webhooks SET sealed_headers = '${otherBox.seal('{"x-a":"1"}')}'`);
    await expect(check(box)).rejects.toThrow(
      `key ${otherKeyId} is missing (custom headers: 1), got ${keyId}`,
    );
    await expect(check(both)).resolves.toBeUndefined();
  });

  it('must be the one that previous secrets were sealed with, for as long as those sign', async () => {
    const inSeconds = (seconds: number) =>
      new Date(harness.clock.nowMs() + seconds * 1_000).toISOString();
    const previous = [
      { sealedSecret: otherBox.seal('whsec_1'), validUntil: inSeconds(60) },
      { sealedSecret: otherBox.seal('whsec_2'), validUntil: inSeconds(30) },
      { sealedSecret: box.seal('whsec_3'), validUntil: inSeconds(20) },
    ];
    await append('webhook-1', webhookCreated({ id: 1, sealedSecret }));
    await append('webhook-2', webhookCreated({ id: 2, sealedSecret }));
    await harness.sql(
      `UPDATE webhooks SET previous_secrets = '${JSON.stringify(previous)}' WHERE id = 1`,
    );

    await expect(check(both)).resolves.toBeUndefined();
    await expect(check(box)).rejects.toThrow('(previous secrets: 2)');
    harness.clock.advance(30_000);
    await expect(check(box)).rejects.toThrow('(previous secrets: 1)');
    harness.clock.advance(30_000);
    await expect(check(box)).resolves.toBeUndefined();
  });

  it('may be several, of which each secret takes one', async () => {
    await append('webhook-1', webhookCreated({ id: 1, sealedSecret }));
    await append('webhook-2', webhookCreated({ id: 2, sealedSecret: otherBox.seal('whsec_2') }));
    await expect(check(both)).resolves.toBeUndefined();
  });

  it('may not lack one of several, which it names with how much takes it', async () => {
    await append('webhook-1', webhookCreated({ id: 1, sealedSecret }));
    await append('webhook-2', webhookCreated({ id: 2, sealedSecret: otherBox.seal('whsec_2') }));
    await append('webhook-3', webhookCreated({ id: 3, sealedSecret: box.seal('whsec_3') }));
    await append('inbox-1', inboxCreated({ id: 1, sealedSecret }));
    await expect(check(otherBox)).rejects.toThrow(
      `key ${keyId} is missing (inboxes: 1, webhooks: 2), got ${otherKeyId}`,
    );
    await expect(check(new SecretBox(SecretBox.makeKey()))).rejects.toThrow(
      `key ${keyId} is missing (inboxes: 1, webhooks: 2), key ${otherKeyId} is missing (webhooks: 1)`,
    );
  });

  it('is needed no more once all that it sealed is gone', async () => {
    await append('webhook-1', webhookCreated({ id: 1, sealedSecret }));
    await append('inbox-1', inboxCreated({ id: 1, sealedSecret }));
    await append('webhook-1', webhookDeleted(1));
    await append('account-1', accountDeleted(1));
    await expect(check(otherBox)).resolves.toBeUndefined();
  });

  it('is not asked for by an inbox from before inboxes had secrets', async () => {
    await append('inbox-1', inboxUpdated({ id: 1, sealedSecret: '' }));
    await expect(check(otherBox)).resolves.toBeUndefined();
  });

  it('is wrong where its name is right and it opens nothing', async () => {
    const [version, , encoded] = otherBox.seal('whsec_secret').split('.');
    const sealedByNone = `${version}.${keyId}.${encoded}`;
    await append('webhook-1', webhookCreated({ sealedSecret: sealedByNone }));
    await expect(check(box)).rejects.toThrow(`one of webhooks does not open with key ${keyId}`);
  });
});
