import { ACCESS_TOKEN, Receiver } from '@app/harness';
import { EVENT_NAMES } from '@app/payloads';
import { untilNothingIsLeftToDeliver } from '../support/database';
import { documentedCalls, type DocumentedCall } from '../support/documented-calls';
import { Installation, openConversation } from '../support/installation';
import { payloadOf } from '../support/posts';
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
const LONG_AGO = '2000-01-01T00:00:00Z';
/** So that whoever is let in is refused all the same, or there is nothing to change. */
const NOTHING_TAKES_THIS = { colour: 'red' };
const PLATFORM_TOKEN = 'platform-access-token';

/** As a new installation gives ids. An API inbox takes one of those of webhooks, for its callback. */
const OURS = { inbox: 1, contact: 1, conversation: 1, webhook: 2 };
const THEIRS = { inbox: 2, contact: 2, conversation: 2, webhook: 4 };

describe('Access', () => {
  const receiver = new Receiver();
  let installation: Installation;
  let theirSourceId: string;
  let everyCall: DocumentedCall[];

  const send = (
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = WITH_TOKEN,
  ): Promise<Outcome> => outcomeOf(installation, { method, path, body, headers });
  const call = (method: string, path: string, headers?: Record<string, string>) =>
    send(method, path, method === 'GET' ? undefined : NOTHING_TAKES_THIS, headers);

  beforeAll(async () => {
    await receiver.start();
    installation = await Installation.start({
      prepare: seedAccounts,
      env: { PLATFORM_ACCESS_TOKEN: PLATFORM_TOKEN },
    });
    const { client } = installation;
    const other = installation.clientOf(OTHER_ACCOUNT_ID, OTHER_ACCOUNT_TOKEN);
    await openConversation(client);
    const subscriptions = [...EVENT_NAMES];
    await client.webhooks.create({ url: `${receiver.url}/ours`, subscriptions });
    const opened = await openConversation(other);
    await other.conversations.create({ inbox_id: opened.inboxId, contact_id: opened.contactId });
    await other.webhooks.create({ url: `${receiver.url}/theirs`, subscriptions });
    const { contact_inbox } = await other.contacts.create({ inbox_id: opened.inboxId });
    theirSourceId = contact_inbox!.source_id;
    everyCall = await documentedCalls(installation.server.url);
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
      ['PATCH', `/webhooks/${OURS.webhook}`, { name: 'x' }],
      ['PUT', `/webhooks/${OURS.webhook}`, { name: 'x' }],
      ['DELETE', `/webhooks/${OURS.webhook}`, undefined],
      ['POST', `/webhooks/${OURS.webhook}/disable`, undefined],
      ['POST', `/webhooks/${OURS.webhook}/enable`, undefined],
      ['POST', `/webhooks/${OURS.webhook}/secret/rotate`, undefined],
      ['POST', `/webhooks/${OURS.webhook}/test`, undefined],
      ['GET', `/webhooks/${OURS.webhook}/history`, undefined],
      ['GET', `/webhooks/${OURS.webhook}/statistics`, undefined],
      ['GET', `/webhooks/${OURS.webhook}/deliveries`, undefined],
      ['GET', `/webhooks/${OURS.webhook}/deliveries/1`, undefined],
      ['POST', `/webhooks/${OURS.webhook}/deliveries/1/resend`, undefined],
      ['GET', '/events', undefined],
      ['GET', '/events/stream', undefined],
      ['GET', '/events/1/webhooks', undefined],
      ['GET', `/webhooks/${OURS.webhook}/recoveries`, undefined],
      ['POST', `/webhooks/${OURS.webhook}/recoveries`, undefined],
      ['GET', `/webhooks/${OURS.webhook}/recoveries/1`, undefined],
      ['POST', `/webhooks/${OURS.webhook}/recoveries/1/cancel`, undefined],
      ['GET', `/webhooks/${OURS.webhook}/replays`, undefined],
      ['POST', `/webhooks/${OURS.webhook}/replays`, undefined],
      ['GET', `/webhooks/${OURS.webhook}/replays/1`, undefined],
      ['PATCH', `/webhooks/${OURS.webhook}/replays/1`, undefined],
      ['GET', `/webhooks/${OURS.webhook}/replays/1/events`, undefined],
      ['POST', `/webhooks/${OURS.webhook}/replays/1/pause`, undefined],
      ['POST', `/webhooks/${OURS.webhook}/replays/1/resume`, undefined],
      ['POST', `/webhooks/${OURS.webhook}/replays/1/cancel`, undefined],
    ] as const;

    it.each(calls)('401 to %s %s without one', async (method, path, body) => {
      expect(await send(method, path, body, {})).toEqual(UNKNOWN_TOKEN);
    });

    it('401 to every call that the API documents as taking one', async () => {
      const taking = everyCall.filter(({ takesToken }) => takesToken);
      expect(taking.length).toBeGreaterThan(50);
      for (const { method, path } of taking) {
        const outcome = await call(method, path, {});
        expect({ method, path, ...outcome }).toEqual({ method, path, ...UNKNOWN_TOKEN });
      }
    });

    it("401 to every call of the platform with an administrator's", async () => {
      const ofPlatform = everyCall.filter(({ path }) => path.startsWith('/platform/'));
      expect(ofPlatform.length).toBeGreaterThan(8);
      for (const { method, path } of ofPlatform) {
        const outcome = await call(method, path);
        expect({ method, path, ...outcome }).toEqual({ method, path, ...UNKNOWN_TOKEN });
      }
    });

    it("401 to every call with the platform's token but the platform's own", async () => {
      const others = everyCall.filter(
        ({ path, takesToken }) => takesToken && !path.startsWith('/platform/'),
      );
      for (const { method, path } of others) {
        const headers = { api_access_token: PLATFORM_TOKEN };
        const outcome = await call(method, path, headers);
        expect({ method, path, ...outcome }).toEqual({ method, path, ...UNKNOWN_TOKEN });
      }
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
      ['PATCH', `/webhooks/${OURS.webhook}`, { name: 'x' }],
      ['PUT', `/webhooks/${OURS.webhook}`, { name: 'x' }],
      ['DELETE', `/webhooks/${OURS.webhook}`, undefined],
      ['POST', `/webhooks/${OURS.webhook}/disable`, undefined],
      ['POST', `/webhooks/${OURS.webhook}/enable`, undefined],
      ['POST', `/webhooks/${OURS.webhook}/secret/rotate`, undefined],
      ['POST', `/webhooks/${OURS.webhook}/test`, undefined],
      ['GET', `/webhooks/${OURS.webhook}/history`, undefined],
      ['GET', `/webhooks/${OURS.webhook}/deliveries`, undefined],
      ['GET', `/webhooks/${OURS.webhook}/deliveries/1`, undefined],
      ['POST', `/webhooks/${OURS.webhook}/deliveries/1/resend`, undefined],
      ['GET', '/events', undefined],
      ['GET', '/events/stream', undefined],
      ['GET', '/events/1/webhooks', undefined],
      ['GET', `/webhooks/${OURS.webhook}/recoveries`, undefined],
      ['POST', `/webhooks/${OURS.webhook}/recoveries`, undefined],
      ['GET', `/webhooks/${OURS.webhook}/recoveries/1`, undefined],
      ['POST', `/webhooks/${OURS.webhook}/recoveries/1/cancel`, undefined],
      ['GET', `/webhooks/${OURS.webhook}/replays`, undefined],
      ['POST', `/webhooks/${OURS.webhook}/replays`, undefined],
      ['GET', `/webhooks/${OURS.webhook}/replays/1`, undefined],
      ['PATCH', `/webhooks/${OURS.webhook}/replays/1`, undefined],
      ['GET', `/webhooks/${OURS.webhook}/replays/1/events`, undefined],
      ['POST', `/webhooks/${OURS.webhook}/replays/1/pause`, undefined],
      ['POST', `/webhooks/${OURS.webhook}/replays/1/resume`, undefined],
      ['POST', `/webhooks/${OURS.webhook}/replays/1/cancel`, undefined],
      ['POST', '/inboxes', { name: 'API', channel: { type: 'api' } }],
      ['PATCH', `/inboxes/${OURS.inbox}`, { name: 'x' }],
      ['DELETE', `/conversations/${OURS.conversation}`, undefined],
      ['POST', '/agents', { name: 'x', email: 'x@example.com', role: 'agent' }],
      ['POST', '/teams', { name: 'x' }],
      ['DELETE', `/contacts/${OURS.contact}`, undefined],
    ])('ends before what is for administrators: 401 to %s %s', async (method, path, body) => {
      expect(await send(method, path, body, headers)).toEqual(NOT_AUTHORIZED);
    });

    it('ends there and nowhere else in the account', async () => {
      const refusing: string[] = [];
      for (const { method, path, template } of everyCall) {
        if (!path.startsWith('/api/v1/accounts/1/')) continue;
        const outcome = await call(method, path, headers);
        if (outcome.status === 401) refusing.push(`${method} ${template.split('{accountId}/')[1]}`);
      }
      expect(refusing.toSorted()).toEqual([
        'DELETE contacts/{contactId}',
        'DELETE conversations/{conversationId}',
        'DELETE teams/{teamId}',
        'DELETE teams/{teamId}/team_members',
        'DELETE webhooks/{webhookId}',
        'GET events',
        'GET events/stream',
        'GET events/{position}/webhooks',
        'GET webhooks',
        'GET webhooks/{webhookId}/deliveries',
        'GET webhooks/{webhookId}/deliveries/{deliveryId}',
        'GET webhooks/{webhookId}/history',
        'GET webhooks/{webhookId}/recoveries',
        'GET webhooks/{webhookId}/recoveries/{recoveryId}',
        'GET webhooks/{webhookId}/replays',
        'GET webhooks/{webhookId}/replays/{replayId}',
        'GET webhooks/{webhookId}/replays/{replayId}/events',
        'GET webhooks/{webhookId}/statistics',
        'PATCH inboxes/{inboxId}',
        'PATCH teams/{teamId}',
        'PATCH webhooks/{webhookId}',
        'PATCH webhooks/{webhookId}/replays/{replayId}',
        'POST agents',
        'POST inboxes',
        'POST teams',
        'POST teams/{teamId}/team_members',
        'POST webhooks',
        'POST webhooks/{webhookId}/deliveries/{deliveryId}/resend',
        'POST webhooks/{webhookId}/disable',
        'POST webhooks/{webhookId}/enable',
        'POST webhooks/{webhookId}/recoveries',
        'POST webhooks/{webhookId}/recoveries/{recoveryId}/cancel',
        'POST webhooks/{webhookId}/replays',
        'POST webhooks/{webhookId}/replays/{replayId}/cancel',
        'POST webhooks/{webhookId}/replays/{replayId}/pause',
        'POST webhooks/{webhookId}/replays/{replayId}/resume',
        'POST webhooks/{webhookId}/secret/rotate',
        'POST webhooks/{webhookId}/test',
        'PUT webhooks/{webhookId}',
      ]);
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
      expect(await send('POST', `/webhooks/${id}/disable`)).toEqual(NOT_FOUND);
      expect(await send('POST', `/webhooks/${id}/enable`)).toEqual(NOT_FOUND);
      expect(await send('POST', `/webhooks/${id}/secret/rotate`)).toEqual(NOT_FOUND);
      expect(await send('POST', `/webhooks/${id}/test`)).toEqual(NOT_FOUND);
      expect(await send('GET', `/webhooks/${id}/history`)).toEqual(NOT_FOUND);
      expect(await send('GET', `/webhooks/${id}/deliveries`)).toEqual(NOT_FOUND);
      expect(await send('GET', `/webhooks/${id}/deliveries/1`)).toEqual(NOT_FOUND);
      expect(await send('GET', `/webhooks/${OURS.webhook}/deliveries/${id}`)).toEqual(NOT_FOUND);
      expect(await send('POST', `/webhooks/${id}/deliveries/1/resend`)).toEqual(NOT_FOUND);
      expect(await send('GET', `/webhooks/${id}/recoveries`)).toEqual(NOT_FOUND);
      expect(await send('POST', `/webhooks/${id}/recoveries`, { since: LONG_AGO })).toEqual(
        NOT_FOUND,
      );
      expect(await send('GET', `/webhooks/${OURS.webhook}/recoveries/${id}`)).toEqual(NOT_FOUND);
      expect(await send('GET', `/webhooks/${id}/replays`)).toEqual(NOT_FOUND);
      expect(await send('POST', `/webhooks/${id}/replays`, { from: 1 })).toEqual(NOT_FOUND);
      expect(await send('GET', `/webhooks/${OURS.webhook}/replays/${id}`)).toEqual(NOT_FOUND);
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

    it('404 to every call under its id', async () => {
      const calls = everyCall.filter(({ path }) => path.startsWith('/api/v1/accounts/1/'));
      expect(calls.length).toBeGreaterThan(40);
      for (const { method, path } of calls) {
        const theirs = path.replace('/accounts/1/', `/accounts/${OTHER_ACCOUNT_ID}/`);
        const outcome = await call(method, theirs);
        expect({ method, path, ...outcome }).toEqual({ method, path, ...NOT_FOUND });
      }
    });

    it.each([
      ['POST', `/conversations/${THEIRS.conversation}/messages`, MESSAGE],
      ['GET', `/conversations/${THEIRS.conversation}/messages`, undefined],
      ['GET', `/conversations/${THEIRS.conversation}`, undefined],
      ['DELETE', `/conversations/${THEIRS.conversation}`, undefined],
      ['POST', `/conversations/${THEIRS.conversation}/toggle_status`, {}],
      ['POST', `/conversations/${THEIRS.conversation}/labels`, { labels: [] }],
      ['GET', `/contacts/${THEIRS.contact}`, undefined],
      ['PATCH', `/contacts/${THEIRS.contact}`, { name: 'x' }],
      ['DELETE', `/contacts/${THEIRS.contact}`, undefined],
      ['GET', `/contacts/${THEIRS.contact}/conversations`, undefined],
      ['POST', `/contacts/${THEIRS.contact}/contact_inboxes`, { inbox_id: OURS.inbox }],
      ['POST', `/contacts/${OURS.contact}/contact_inboxes`, { inbox_id: THEIRS.inbox }],
      ['GET', `/inboxes/${THEIRS.inbox}`, undefined],
      ['PATCH', `/inboxes/${THEIRS.inbox}`, { name: 'x' }],
      ['PATCH', `/webhooks/${THEIRS.webhook}`, { name: 'x' }],
      ['PUT', `/webhooks/${THEIRS.webhook}`, { name: 'x' }],
      ['DELETE', `/webhooks/${THEIRS.webhook}`, undefined],
      ['POST', `/webhooks/${THEIRS.webhook}/disable`, undefined],
      ['POST', `/webhooks/${THEIRS.webhook}/enable`, {}],
      ['POST', `/webhooks/${THEIRS.webhook}/secret/rotate`, {}],
      ['POST', `/webhooks/${THEIRS.webhook}/test`, {}],
      ['GET', `/webhooks/${THEIRS.webhook}/history`, undefined],
      ['GET', `/webhooks/${THEIRS.webhook}/deliveries`, undefined],
      ['GET', `/webhooks/${THEIRS.webhook}/deliveries/1`, undefined],
      ['POST', `/webhooks/${THEIRS.webhook}/deliveries/1/resend`, undefined],
      ['GET', `/webhooks/${THEIRS.webhook}/recoveries`, undefined],
      ['POST', `/webhooks/${THEIRS.webhook}/recoveries`, { since: LONG_AGO }],
      ['GET', `/webhooks/${THEIRS.webhook}/recoveries/1`, undefined],
      ['POST', `/webhooks/${THEIRS.webhook}/recoveries/1/cancel`, undefined],
      ['GET', `/webhooks/${THEIRS.webhook}/replays`, undefined],
      ['POST', `/webhooks/${THEIRS.webhook}/replays`, { from: 1 }],
      ['GET', `/webhooks/${THEIRS.webhook}/replays/1`, undefined],
      ['PATCH', `/webhooks/${THEIRS.webhook}/replays/1`, { rate: 1 }],
      ['GET', `/webhooks/${THEIRS.webhook}/replays/1/events`, undefined],
      ['POST', `/webhooks/${THEIRS.webhook}/replays/1/pause`, undefined],
      ['POST', `/webhooks/${THEIRS.webhook}/replays/1/resume`, undefined],
      ['POST', `/webhooks/${THEIRS.webhook}/replays/1/cancel`, undefined],
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

    it('lists what each account has to itself', async () => {
      const other = installation.clientOf(OTHER_ACCOUNT_ID, OTHER_ACCOUNT_TOKEN);
      expect(await installation.client.inboxes.list()).toMatchObject([{ id: OURS.inbox }]);
      expect(await other.inboxes.list()).toMatchObject([{ id: THEIRS.inbox }]);
      expect(await installation.client.contacts.list()).toMatchObject({
        payload: [{ id: OURS.contact }],
      });
      expect(await other.contacts.list()).toMatchObject({ payload: [{ id: THEIRS.contact }, {}] });
      expect(await installation.client.conversations.list()).toMatchObject({
        payload: [{ id: OURS.conversation }],
      });
      expect((await other.conversations.list()).payload.map(({ id }) => id)).toContain(
        THEIRS.conversation,
      );
      expect(await installation.client.webhooks.list()).toMatchObject([{ id: OURS.webhook }]);
      expect(await other.webhooks.list()).toMatchObject([{ id: THEIRS.webhook }]);
    });
  });

  it('refused fires nothing: only the contact and what the agent published are delivered', async () => {
    await untilNothingIsLeftToDeliver(installation.databaseUrl);
    const delivered = receiver.posts.map((post) => `${post.path} ${payloadOf(post).event}`);
    expect(delivered.toSorted()).toEqual(['/ours message_created', '/theirs contact_created']);
  });
});
