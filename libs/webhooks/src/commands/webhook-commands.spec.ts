import { randomInt } from 'node:crypto';
import { DRIVERS, type DriverHarness } from '@app/event-store/testing';
import { EVENT_NAMES } from '@app/payloads';
import type { Webhook } from '../domain/webhook';
import { ListWebhooks, ListWebhooksHandler } from '../queries/list-webhooks';
import { WebhookEntity } from '../read-model/webhook.entity';
import { openWebhooksDatabase, secretBox } from '../testing/open-webhooks';
import { commandMetadata, eventMetadata, inboxCreated } from '../testing/webhook-events';
import { CreateWebhook, CreateWebhookHandler, type NewWebhook } from './create-webhook';
import { DeleteWebhook, DeleteWebhookHandler } from './delete-webhook';
import { UpdateWebhook, UpdateWebhookHandler, type WebhookChanges } from './update-webhook';

const ACCOUNT = 1;
const OTHER_ACCOUNT = 2;
const INBOX = 3;
const INBOX_OF_OTHER_ACCOUNT = 4;

const GIVEN_SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;

const notFound = { reason: 'not-found', message: 'Resource could not be found' };
const urlTaken = { reason: 'invalid', message: 'Url has already been taken', attributes: ['url'] };
const noInbox = { reason: 'invalid', message: 'Inbox must exist', attributes: ['inbox_id'] };

describe.each(DRIVERS)('the commands of webhooks on $name', (driver) => {
  let harness: DriverHarness;

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
    harness = await openWebhooksDatabase(driver);
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

    it('takes a secret that is given', async () => {
      const { sealedSecret } = await create({ secret: GIVEN_SECRET });
      expect(secretBox.open(sealedSecret)).toBe(GIVEN_SECRET);
    });

    it.each(['', 'secret', 'whsec_', `whsec_${'A'.repeat(31)}`, GIVEN_SECRET.slice(6)])(
      'refuses the secret %j',
      async (secret) => {
        await expect(create({ secret })).rejects.toMatchObject({
          message: expect.stringMatching(
            /^Secret must be whsec_ and base64 of 24 to 64 bytes, got /,
          ),
          attributes: ['secret'],
        });
      },
    );

    it('keeps the values of headers sealed, and lists their names', async () => {
      const headers = { 'X-Key': 'key-of-acme', 'X-Tenant': '7' };
      const { customHeaders } = await create({ headers });
      expect(customHeaders?.names).toEqual(['X-Key', 'X-Tenant']);
      expect(JSON.parse(secretBox.open(customHeaders!.sealed))).toEqual(headers);
      const kept = JSON.stringify([await harness.store.readStream('webhook-1'), await list()]);
      expect(kept).not.toContain('key-of-acme');
      expect(await list()).toMatchObject([{ headerNames: ['X-Key', 'X-Tenant'] }]);
    });

    it('refuses headers that are the system’s, and makes nothing', async () => {
      await expect(create({ headers: { Host: 'x' } })).rejects.toMatchObject({
        attributes: ['headers'],
      });
      expect(await list()).toEqual([]);
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

    it('takes a URL of any length once, too long for an entry of an index as it may be', async () => {
      const letters = Array.from({ length: 2_000 }, () => 0x4e_00 + randomInt(20_000));
      const path = String.fromCodePoint(...letters);
      const url = `https://example.com/${path}`;
      await create({ url });
      await expect(create({ url })).rejects.toMatchObject(urlTaken);
      await create({ url: url.slice(0, -1) });
      expect(await list()).toHaveLength(2);
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

    it('takes new headers in the place of all there are, and none as their end', async () => {
      const { id } = await create({ headers: { 'X-Key': 'a', 'X-Tenant': '7' } });
      expect((await update(id, { headers: { 'X-Key': 'b' } })).customHeaders?.names).toEqual([
        'X-Key',
      ]);
      expect((await update(id, { headers: {} })).customHeaders).toBeNull();
      await update(id, { headers: { 'X-Key': 'a' } });
      expect((await update(id, { headers: null })).customHeaders).toBeNull();
    });

    it('stores nothing of the headers and the secret that it has', async () => {
      const headers = { 'X-Key': 'a' };
      const before = await create({ headers, secret: GIVEN_SECRET });
      expect(await update(before.id, { headers, secret: GIVEN_SECRET })).toEqual(before);
      expect(await harness.store.readStream(`webhook-${before.id}`)).toHaveLength(1);
    });

    it('refuses another secret', async () => {
      const { id } = await create();
      const change = update(id, { name: 'Bot', secret: GIVEN_SECRET });
      await expect(change).rejects.toMatchObject({ reason: 'invalid', attributes: ['secret'] });
      await expect(update(99, { secret: GIVEN_SECRET })).rejects.toMatchObject(notFound);
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
