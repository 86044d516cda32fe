import { DRIVERS, type DriverHarness, FakeClock } from '@app/event-store/testing';
import type { CommandMetadata } from '@app/event-store';
import type { Webhook } from '../domain/webhook';
import type { ExhaustedDelivery } from '../domain/webhook-events';
import { WebhookHistory, WebhookHistoryHandler } from '../queries/webhook-history';
import { openWebhooksDatabase, secretBox } from '../testing/open-webhooks';
import {
  accountCreated,
  accountDeleted,
  commandMetadata,
  eventMetadata,
} from '../testing/webhook-events';
import { CreateWebhook, CreateWebhookHandler } from './create-webhook';
import { DeleteWebhook, DeleteWebhookHandler } from './delete-webhook';
import { DisableWebhook, DisableWebhookHandler } from './disable-webhook';
import { EnableWebhook, EnableWebhookHandler } from './enable-webhook';
import { RecordExhaustion, RecordExhaustionHandler } from './record-exhaustion';
import { RecordRecovery, RecordRecoveryHandler } from './record-recovery';
import { RotateSecret, RotateSecretHandler, type Rotation } from './rotate-secret';
import { TestWebhook, TestWebhookHandler } from './test-webhook';

const ACCOUNT = 1;
const OTHER_ACCOUNT = 2;
const SINCE = '2025-12-28T00:00:00.000Z';
const SECRET_A = `whsec_${Buffer.alloc(24, 1).toString('base64')}`;
const SECRET_B = `whsec_${Buffer.alloc(64, 2).toString('base64')}`;

const notFound = { reason: 'not-found', message: 'Resource could not be found' };
const delivery: ExhaustedDelivery = {
  id: 5,
  messageId: 'msg_event-1_1',
  event: 'message_created',
  conversationId: 3,
  attempts: 10,
  errorClass: 'timeout',
  statusCode: null,
};

const secretsOf = ({ sealedSecret, previousSecrets }: Webhook): string[] =>
  [sealedSecret, ...previousSecrets.map((previous) => previous.sealedSecret)].map((sealed) =>
    secretBox.open(sealed),
  );

describe.each(DRIVERS)('the state of a webhook on $name', (driver) => {
  const clock = new FakeClock();
  let harness: DriverHarness;
  let id: number;

  const disable = (accountId = ACCOUNT): Promise<Webhook> =>
    new DisableWebhookHandler(harness.store).execute(
      new DisableWebhook(accountId, id, 'owner', null, commandMetadata),
    );
  const enable = (deliverMissed = true, accountId = ACCOUNT): Promise<Webhook> =>
    new EnableWebhookHandler(harness.store).execute(
      new EnableWebhook(accountId, id, { deliverMissed, ratePerSecond: 50 }, commandMetadata),
    );
  const rotate = (rotation: Rotation, accountId = ACCOUNT): Promise<Webhook> =>
    new RotateSecretHandler(harness.store, secretBox).execute(
      new RotateSecret(accountId, id, rotation, commandMetadata),
    );
  const test = (metadata: CommandMetadata = commandMetadata) =>
    new TestWebhookHandler(harness.store).execute(new TestWebhook(ACCOUNT, id, null, metadata));
  const recordExhaustion = (metadata: CommandMetadata) =>
    new RecordExhaustionHandler(harness.store).execute(
      new RecordExhaustion(ACCOUNT, id, delivery, metadata),
    );
  const recordRecovery = () =>
    new RecordRecoveryHandler(harness.store).execute(
      new RecordRecovery(ACCOUNT, id, SINCE, commandMetadata),
    );
  const deleteWebhook = () =>
    new DeleteWebhookHandler(harness.store).execute(
      new DeleteWebhook(ACCOUNT, id, commandMetadata),
    );
  const history = (page: WebhookHistory['page'] = { limit: 25 }, accountId = ACCOUNT) =>
    new WebhookHistoryHandler(harness.store).execute(new WebhookHistory(accountId, id, page));
  const newestEvent = async () => (await history()).events[0];

  beforeEach(async () => {
    harness = await openWebhooksDatabase(driver, clock);
    const account = { ...accountCreated(ACCOUNT, 'Acme'), metadata: eventMetadata };
    await harness.store.append(`account-${ACCOUNT}`, [account], 'no-stream');
    const webhook = {
      url: 'https://example.com/hooks',
      name: 'CRM',
      subscriptions: ['contact_created', 'message_created'],
      format: 'hoory',
      inboxId: null,
      secret: SECRET_A,
    };
    ({ id } = await new CreateWebhookHandler(harness.store, secretBox).execute(
      new CreateWebhook(ACCOUNT, webhook, commandMetadata),
    ));
  });
  afterEach(() => harness.close());

  describe('disabling and enabling', () => {
    it('says when it was disabled, by whose name the account goes, and where to go on', async () => {
      expect(await disable()).toMatchObject({
        disabled: { reason: 'owner', at: new Date(clock.nowMs()).toISOString() },
      });
      const disabling = await newestEvent();
      expect(disabling?.data).toMatchObject({
        account: { id: ACCOUNT, name: 'Acme' },
        name: 'CRM',
      });

      expect(await enable()).toMatchObject({ disabled: null });
      expect((await newestEvent())?.data).toEqual({
        id,
        accountId: ACCOUNT,
        missedFromPosition: disabling?.position,
        ratePerSecond: 50,
      });
    });

    it('goes on from the last disabling, where there were more', async () => {
      await disable();
      await enable();
      await disable();
      const { position } = (await newestEvent())!;
      await enable();
      expect((await newestEvent())?.data).toMatchObject({ missedFromPosition: position });
    });

    it('goes on from nowhere where what was missed is not wanted', async () => {
      await disable();
      await enable(false);
      expect((await newestEvent())?.data).toMatchObject({ missedFromPosition: null });
    });

    it('stores nothing where it is so already', async () => {
      await enable();
      await disable();
      await disable();
      expect((await history()).events).toHaveLength(2);
    });

    it('finds no webhook of another account, nor a deleted one', async () => {
      await expect(disable(OTHER_ACCOUNT)).rejects.toMatchObject(notFound);
      await expect(enable(true, OTHER_ACCOUNT)).rejects.toMatchObject(notFound);
      await deleteWebhook();
      await expect(disable()).rejects.toMatchObject(notFound);
      await expect(enable()).rejects.toMatchObject(notFound);
    });
  });

  describe('rotating the secret', () => {
    it('makes one where none is given', async () => {
      const [secret, ...previous] = secretsOf(await rotate({ overlapSeconds: 60 }));
      expect(secret).toMatch(/^whsec_/);
      expect(previous).toEqual([SECRET_A]);
    });

    it('takes one that is given', async () => {
      const rotated = await rotate({ secret: SECRET_B, overlapSeconds: 60 });
      expect(secretsOf(rotated)).toEqual([SECRET_B, SECRET_A]);
    });

    it('knows the one it has, and one of before', async () => {
      const before = await rotate({ secret: SECRET_B, overlapSeconds: 60 });
      expect(await rotate({ secret: SECRET_B, overlapSeconds: 0 })).toEqual(before);
      const back = await rotate({ secret: SECRET_A, overlapSeconds: 60 });
      expect(secretsOf(back)).toEqual([SECRET_A, SECRET_B]);
    });

    it('refuses one that is none, and stores nothing', async () => {
      await expect(rotate({ secret: 'mine', overlapSeconds: 60 })).rejects.toMatchObject({
        reason: 'invalid',
        attributes: ['secret'],
      });
      expect((await history()).events).toHaveLength(1);
    });

    it('finds no webhook of another account, nor one that never was', async () => {
      const rotation = { secret: SECRET_B, overlapSeconds: 60 };
      await expect(rotate(rotation, OTHER_ACCOUNT)).rejects.toMatchObject(notFound);
      id = 99;
      await expect(rotate(rotation)).rejects.toMatchObject(notFound);
    });
  });

  describe('testing', () => {
    it('says the message id by which its POST can be known', async () => {
      const { messageId } = await test();
      expect(await newestEvent()).toMatchObject({
        type: 'WebhookTestRequested',
        data: { event: 'contact_created' },
      });
      expect(messageId).toBe(`msg_${(await newestEvent())?.id}_${id}`);
    });

    it('is requested once under one idempotency key', async () => {
      const metadata = { ...commandMetadata, idempotency: { key: 'k', fingerprint: 'f' } };
      expect(await test(metadata)).toEqual(await test(metadata));
      expect((await history()).events).toHaveLength(2);
    });
  });

  describe('what its deliveries lead to', () => {
    const metadata: CommandMetadata = {
      accountId: ACCOUNT,
      actor: null,
      correlationId: delivery.messageId,
      idempotency: { key: 'exhausted 5', fingerprint: '' },
    };

    it('is recorded with the names of then, and exhaustion once', async () => {
      await recordRecovery();
      expect((await newestEvent())?.data).toMatchObject({
        name: 'CRM',
        url: 'https://example.com/hooks',
        account: { id: ACCOUNT, name: 'Acme' },
        failingSince: SINCE,
      });
      await recordExhaustion(metadata);
      await recordExhaustion(metadata);
      expect((await history()).events.map(({ type }) => type)).toEqual([
        'DeliveryExhausted',
        'WebhookRecovered',
        'WebhookCreated',
      ]);
    });

    it.each([
      ['webhook', () => deleteWebhook()],
      [
        'account',
        () => {
          const event = { ...accountDeleted(ACCOUNT), metadata: eventMetadata };
          return harness.store.append(`account-${ACCOUNT}`, [event], 'any');
        },
      ],
    ])('is passed over once its %s is deleted', async (_, deleteIt) => {
      await deleteIt();
      const before = await harness.store.readStream(`webhook-${id}`);
      await recordRecovery();
      await recordExhaustion(metadata);
      await new DisableWebhookHandler(harness.store).execute(
        new DisableWebhook(ACCOUNT, id, 'gone', SINCE, metadata),
      );
      expect(await harness.store.readStream(`webhook-${id}`)).toEqual(before);
    });
  });

  describe('its history', () => {
    it('goes page by page from the newest to its making', async () => {
      await disable();
      await enable();
      await test();
      const first = await history({ limit: 3 });
      expect(first.events.map(({ version }) => version)).toEqual([4, 3, 2]);
      expect(first.nextBefore).toBe(2);
      const last = await history({ limit: 3, beforeVersion: 2 });
      expect(last.events.map(({ type }) => type)).toEqual(['WebhookCreated']);
      expect(last.nextBefore).toBeNull();
    });

    it('is found for its own account alone, while it is there', async () => {
      await expect(history({ limit: 25 }, OTHER_ACCOUNT)).rejects.toMatchObject(notFound);
      await deleteWebhook();
      await expect(history()).rejects.toMatchObject(notFound);
    });
  });
});
