import { ACCESS_TOKEN, Receiver } from '@app/harness';
import { untilNothingIsLeftToDeliver } from '../support/database';
import { Installation, openConversation } from '../support/installation';
import {
  invalid,
  NOT_AUTHORIZED,
  NOT_FOUND,
  outcomeOf,
  UNKNOWN_TOKEN,
  type Outcome,
} from '../support/refusals';
import { callRest, WITH_TOKEN } from '../support/rest';
import {
  AGENT_TOKEN,
  OTHER_ACCOUNT_ID,
  OTHER_ACCOUNT_TOKEN,
  seedAccounts,
} from '../support/seed-accounts';

const MESSAGE = { content: 'Hi' };
const WEBHOOK = { url: 'http://example.com' };

/** Account 2 alone has the higher one of each. */
const OURS = { inbox: 1, contact: 1, conversation: 1, webhook: 1 };
const THEIRS = { inbox: 2, contact: 2, conversation: 2, webhook: 2 };

describe('Access', () => {
  const receiver = new Receiver();
  let installation: Installation;
  let theirSourceId: string;

  const send = (
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = WITH_TOKEN,
  ): Promise<Outcome> => outcomeOf(installation, { method, path, body, headers });

  beforeAll(async () => {
    await receiver.start();
    installation = await Installation.start({ prepare: seedAccounts });
    const { client } = installation;
    const other = installation.clientOf(OTHER_ACCOUNT_ID, OTHER_ACCOUNT_TOKEN);
    await openConversation(client);
    await client.webhooks.create({ url: receiver.url });
    const opened = await openConversation(other);
    await other.conversations.create({ inbox_id: opened.inboxId, contact_id: opened.contactId });
    await other.webhooks.create({ url: receiver.url });
    const { contact_inbox } = await other.contacts.create({ inbox_id: opened.inboxId });
    theirSourceId = contact_inbox!.source_id;
  });

  afterAll(async () => {
    await installation.remove();
    await receiver.stop();
  });

  describe('takes a token:', () => {
    const calls = [
      ['POST', '/conversations/1/messages', MESSAGE],
      ['POST', '/conversations', { inbox_id: 1, contact_id: 1 }],
      ['POST', '/contacts', { name: 'Grace' }],
      ['POST', '/inboxes', { name: 'API', channel: { type: 'api' } }],
      ['GET', '/webhooks', undefined],
      ['POST', '/webhooks', WEBHOOK],
      ['PATCH', '/webhooks/1', { name: 'x' }],
      ['PUT', '/webhooks/1', { name: 'x' }],
      ['DELETE', '/webhooks/1', undefined],
    ] as const;

    it.each(calls)('401 to %s %s without one', async (method, path, body) => {
      expect(await send(method, path, body, {})).toEqual(UNKNOWN_TOKEN);
    });

    it.each([
      ['an unknown one', { api_access_token: 'unknown' }],
      ['an empty one', { api_access_token: '' }],
      ['one character too many', { api_access_token: `${ACCESS_TOKEN}x` }],
      ['an unknown bearer', { authorization: 'Bearer unknown' }],
      ['a bearer of nothing', { authorization: 'Bearer ' }],
      ['another scheme', { authorization: `Basic ${ACCESS_TOKEN}` }],
      ['no scheme', { authorization: ACCESS_TOKEN }],
    ])('401 to %s', async (_, headers) => {
      expect(await send('GET', '/webhooks', undefined, headers)).toEqual(UNKNOWN_TOKEN);
    });

    it('401 before a word is said of what else is wrong', async () => {
      expect(await send('POST', '/webhooks', { url: 5, colour: 'red' }, {})).toEqual(UNKNOWN_TOKEN);
    });
  });

  describe('of an agent', () => {
    const headers = { api_access_token: AGENT_TOKEN };

    it.each([
      ['GET', '/webhooks', undefined],
      ['POST', '/webhooks', WEBHOOK],
      ['PATCH', '/webhooks/1', { name: 'x' }],
      ['PUT', '/webhooks/1', { name: 'x' }],
      ['DELETE', '/webhooks/1', undefined],
      ['POST', '/inboxes', { name: 'API', channel: { type: 'api' } }],
      ['DELETE', `/conversations/${OURS.conversation}`, undefined],
      ['DELETE', `/contacts/${OURS.contact}`, undefined],
    ])('ends before what is for administrators: 401 to %s %s', async (method, path, body) => {
      expect(await send(method, path, body, headers)).toEqual(NOT_AUTHORIZED);
    });

    it('extends to conversations: the message is theirs', async () => {
      const reply = await callRest(installation.server.url, {
        method: 'POST',
        path: '/conversations/1/messages',
        body: { content: 'From the agent', private: true },
        headers,
      });
      expect(reply).toMatchObject({ status: 200, body: { sender: { name: 'Agent' } } });
    });
  });

  describe('to what is not there:', () => {
    const NO_ID = ['999', 'abc', '0', '-1', '01', '1.0', '1e0', '0x1', '%201', '9007199254740993'];

    it.each([...NO_ID, '9'.repeat(40)])('404 for account %s', async (id) => {
      const path = `/api/v1/accounts/${id}/contacts`;
      expect(await send('POST', path, { name: 'x' })).toEqual(NOT_FOUND);
    });

    it.each(NO_ID)('404 for conversation %s', async (id) => {
      expect(await send('POST', `/conversations/${id}/messages`, MESSAGE)).toEqual(NOT_FOUND);
    });

    it.each(NO_ID)('404 for webhook %s', async (id) => {
      expect(await send('PATCH', `/webhooks/${id}`, { name: id })).toEqual(NOT_FOUND);
      expect(await send('PUT', `/webhooks/${id}`, { name: id })).toEqual(NOT_FOUND);
      expect(await send('DELETE', `/webhooks/${id}`)).toEqual(NOT_FOUND);
    });

    it.each([
      ['/contacts', { inbox_id: 999 }],
      ['/conversations', { inbox_id: 999, contact_id: OURS.contact }],
      ['/conversations', { inbox_id: OURS.inbox, contact_id: 999 }],
      ['/conversations', { source_id: 'nobody' }],
    ])('404 for POST %s of %j', async (path, body) => {
      expect(await send('POST', path, body)).toEqual(NOT_FOUND);
    });
  });

  describe("to what is another account's:", () => {
    it.each([
      ['GET', '/webhooks', undefined],
      ['POST', '/webhooks', WEBHOOK],
      ['POST', `/conversations/${THEIRS.conversation}/messages`, MESSAGE],
      ['POST', '/contacts', { name: 'x' }],
    ])('404 to %s %s under its id', async (method, path, body) => {
      const theirs = `/api/v1/accounts/${OTHER_ACCOUNT_ID}${path}`;
      expect(await send(method, theirs, body)).toEqual(NOT_FOUND);
    });

    it.each([
      ['POST', `/conversations/${THEIRS.conversation}/messages`, MESSAGE],
      ['PATCH', `/webhooks/${THEIRS.webhook}`, { name: 'x' }],
      ['PUT', `/webhooks/${THEIRS.webhook}`, { name: 'x' }],
      ['DELETE', `/webhooks/${THEIRS.webhook}`, undefined],
      ['POST', '/contacts', { inbox_id: THEIRS.inbox }],
      ['POST', '/conversations', { inbox_id: THEIRS.inbox, contact_id: OURS.contact }],
      ['POST', '/conversations', { inbox_id: OURS.inbox, contact_id: THEIRS.contact }],
    ])('404 to %s %s of %j', async (method, path, body) => {
      expect(await send(method, path, body)).toEqual(NOT_FOUND);
    });

    it('404 to a conversation by its source id', async () => {
      expect(await send('POST', '/conversations', { source_id: theirSourceId })).toEqual(NOT_FOUND);
    });

    it('422 to a webhook limited to its inbox', async () => {
      const body = { ...WEBHOOK, inbox_id: THEIRS.inbox };
      const path = `/webhooks/${OURS.webhook}`;
      expect(await send('POST', '/webhooks', body)).toEqual(invalid('inbox_id'));
      expect(await send('PATCH', path, body)).toEqual(invalid('inbox_id'));
    });

    it('lists the webhooks of each account to itself', async () => {
      const other = installation.clientOf(OTHER_ACCOUNT_ID, OTHER_ACCOUNT_TOKEN);
      expect(await installation.client.webhooks.list()).toMatchObject([{ id: OURS.webhook }]);
      expect(await other.webhooks.list()).toMatchObject([{ id: THEIRS.webhook }]);
    });
  });

  it('refused fires nothing: only what the agent published is delivered', async () => {
    await untilNothingIsLeftToDeliver(installation.databasePath);
    expect(receiver.posts).toHaveLength(1);
  });
});
