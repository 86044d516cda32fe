import { openSqliteEventStore, type SqliteEventStoreHarness } from '@app/event-store/testing';
import { EVENT_NAMES } from '@app/payloads';
import { SecretBox } from '@app/secrets';
import type { Webhook } from '../domain/webhook';
import { CreateWebhooks1764000003000 } from '../migrations/1764000003000-create-webhooks';
import { ExtendWebhooks1764000012000 } from '../migrations/1764000012000-extend-webhooks';
import { ListWebhooks, ListWebhooksHandler } from '../queries/list-webhooks';
import { WebhookEntity } from '../read-model/webhook.entity';
import { webhooksProjection } from '../read-model/webhooks.projection';
import { commandMetadata, eventMetadata, inboxCreated } from '../testing/webhook-events';
import { CreateWebhook, CreateWebhookHandler, type NewWebhook } from './create-webhook';
import { DeleteWebhook, DeleteWebhookHandler } from './delete-webhook';
import { UpdateWebhook, UpdateWebhookHandler, type WebhookChanges } from './update-webhook';

const ACCOUNT = 1;
const OTHER_ACCOUNT = 2;
const INBOX = 3;
const INBOX_OF_OTHER_ACCOUNT = 4;

const notFound = { reason: 'not-found', message: 'Resource could not be found' };
const urlTaken = { reason: 'invalid', message: 'Url has already been taken', attributes: ['url'] };
const noInbox = { reason: 'invalid', message: 'Inbox must exist', attributes: ['inbox_id'] };

describe('the commands of webhooks', () => {
  const secretBox = new SecretBox(SecretBox.makeKey());
  let harness: SqliteEventStoreHarness;

  const create = (settings: Partial<NewWebhook> = {}, accountId = ACCOUNT): Promise<Webhook> =>
    new CreateWebhookHandler(harness.store, secretBox).execute(
      new CreateWebhook(
        accountId,
        {
          url: 'https://example.com/hooks',
          name: null,
          subscriptions: ['message_created'],
          format: 'hoory',
          inboxId: null,
          ...settings,
        },
        commandMetadata,
      ),
    );
  const update = (id: number, changes: WebhookChanges, accountId = ACCOUNT): Promise<Webhook> =>
    new UpdateWebhookHandler(harness.store, secretBox).execute(
      new UpdateWebhook(accountId, id, changes, commandMetadata),
    );
  const remove = (id: number, accountId = ACCOUNT): Promise<void> =>
    new DeleteWebhookHandler(harness.store).execute(
      new DeleteWebhook(accountId, id, commandMetadata),
    );
  const list = (accountId = ACCOUNT): Promise<WebhookEntity[]> =>
    new ListWebhooksHandler(harness.dataSource.getRepository(WebhookEntity)).execute(
      new ListWebhooks(accountId),
    );

  const addInbox = async (id: number, accountId: number): Promise<void> => {
    const event = { ...inboxCreated({ id, accountId }), metadata: eventMetadata };
    await harness.store.append(`inbox-${id}`, [event], 'no-stream');
  };

  beforeEach(async () => {
    harness = await openSqliteEventStore({
      migrations: [CreateWebhooks1764000003000, ExtendWebhooks1764000012000],
      entities: [WebhookEntity],
    });
    harness.store.addProjection(webhooksProjection);
    await addInbox(INBOX, ACCOUNT);
    await addInbox(INBOX_OF_OTHER_ACCOUNT, OTHER_ACCOUNT);
  });
  afterEach(() => harness.close());

  describe('creating', () => {
    it('numbers webhooks from 1 and lists them in the order in which they were made', async () => {
      await create({ url: 'https://example.com/z' });
      await create({ url: 'https://example.com/a', name: 'Bot', inboxId: INBOX });
      expect(await list()).toMatchObject([
        { id: 1, url: 'https://example.com/z', name: null, inboxId: null },
        { id: 2, url: 'https://example.com/a', name: 'Bot', inboxId: INBOX },
      ]);
    });

    it('gives each webhook a signing secret of its own, sealed wherever it is kept', async () => {
      const one = await create({ url: 'https://example.com/1' });
      const other = await create({ url: 'https://example.com/2' });
      const secrets = [one, other].map(({ sealedSecret }) => secretBox.open(sealedSecret));
      expect(secrets[0]).toMatch(/^whsec_/);
      expect(secrets[0]).not.toBe(secrets[1]);
      const kept = JSON.stringify([await harness.store.readStream('webhook-1'), await list()]);
      expect(kept).toContain(one.sealedSecret);
      expect(kept).not.toContain(secrets[0]);
    });

    it('takes every event of the catalogue', async () => {
      expect(await create({ subscriptions: EVENT_NAMES })).toMatchObject({
        subscriptions: EVENT_NAMES,
      });
    });

    it.each([INBOX_OF_OTHER_ACCOUNT, 99])(
      'refuses inbox %d, not of the account',
      async (inboxId) => {
        await expect(create({ inboxId })).rejects.toMatchObject(noInbox);
      },
    );

    it('refuses a URL that the account has already, however it is spelt', async () => {
      await create({ url: 'https://example.com/hooks' });
      await expect(create({ url: 'https://EXAMPLE.com:443/hooks' })).rejects.toMatchObject(
        urlTaken,
      );
      expect(await list()).toHaveLength(1);
    });

    it('takes one of many that ask for one URL at once', async () => {
      const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => create()));
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await list()).toHaveLength(1);
    });

    it('lets each account have the URL', async () => {
      await create();
      await create({}, OTHER_ACCOUNT);
      expect(await list(OTHER_ACCOUNT)).toMatchObject([{ id: 2, accountId: OTHER_ACCOUNT }]);
    });
  });

  describe('updating', () => {
    it('changes what is given, in the list too', async () => {
      const before = await create({ name: 'Bot' });
      const after = await update(before.id, { url: 'https://example.com/other', inboxId: INBOX });
      expect(after).toEqual({ ...before, url: 'https://example.com/other', inboxId: INBOX });
      expect(await list()).toMatchObject([
        { name: 'Bot', url: 'https://example.com/other', inboxId: INBOX },
      ]);
    });

    it('stores nothing where nothing changes', async () => {
      const { id, url } = await create();
      await update(id, { url });
      expect(await harness.store.readStream(`webhook-${id}`)).toHaveLength(1);
    });

    it('keeps its inbox where none is given, and refuses one that is not the account’s', async () => {
      const { id } = await create({ inboxId: INBOX });
      expect(await update(id, { name: 'Bot' })).toMatchObject({ inboxId: INBOX });
      await expect(update(id, { inboxId: INBOX_OF_OTHER_ACCOUNT })).rejects.toMatchObject(noInbox);
    });

    it('refuses a URL that another webhook has, and leaves both as they were', async () => {
      await create({ url: 'https://example.com/1' });
      const { id } = await create({ url: 'https://example.com/2' });
      await expect(update(id, { url: 'https://example.com/1' })).rejects.toMatchObject(urlTaken);
      expect(await update(id, { name: 'Bot' })).toMatchObject({ url: 'https://example.com/2' });
    });

    it('spells its own URL in another way', async () => {
      const { id } = await create({ url: 'https://example.com/hooks' });
      const url = 'https://example.com/hooks#changed';
      expect(await update(id, { url })).toMatchObject({ url });
    });

    it('finds no webhook of another account', async () => {
      const { id } = await create();
      await expect(update(id, { name: 'Bot' }, OTHER_ACCOUNT)).rejects.toMatchObject(notFound);
      await expect(update(99, { name: 'Bot' })).rejects.toMatchObject(notFound);
    });
  });

  describe('deleting', () => {
    it('takes it off the list and frees its URL', async () => {
      const { id } = await create();
      await remove(id);
      expect(await list()).toEqual([]);
      expect(await create()).toMatchObject({ id: 2 });
    });

    it('finds no webhook of another account, and none twice', async () => {
      const { id } = await create();
      await expect(remove(id, OTHER_ACCOUNT)).rejects.toMatchObject(notFound);
      await remove(id);
      await expect(remove(id)).rejects.toMatchObject(notFound);
    });
  });
});
