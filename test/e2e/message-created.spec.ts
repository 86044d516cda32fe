import { createHmac } from 'node:crypto';
import { verifyHoorySignature, verifyWebhook, type Webhook } from '@app/client';
import { Receiver, waitUntil, type ReceivedPost } from '@app/harness';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { query, untilNothingIsLeftToDeliver } from '../support/database';
import { Installation, openConversation } from '../support/installation';
import { contentOf, contentsAt, payloadOf, postsAt, webhookIdOf } from '../support/posts';
import { OTHER_ACCOUNT_ID, OTHER_ACCOUNT_TOKEN, seedAccounts } from '../support/seed-accounts';

const RETRIES = 20;
const CONTENTS = ['Hi', '“Grüße” "an" 日本 👋 \u2028 </script>\n\\', ''];

describe('message_created', () => {
  const failed = new Set<string>();
  const receiver = new Receiver((post) => {
    const { path } = post;
    if (path === '/always-fails') return 500;
    if (path !== '/fails-once' || failed.has(webhookIdOf(post))) return 200;
    failed.add(webhookIdOf(post));
    return 500;
  });
  let installation: Installation;
  let webhook: Webhook;
  let inboxId: number;
  let conversationId: number;
  let publishedFromMs: number;

  const publish = async (content: string, conversation = conversationId): Promise<void> => {
    await installation.client.messages.create(conversation, { content, message_type: 'incoming' });
  };
  const addWebhook = (
    path: string,
    settings: { inbox_id?: number; subscriptions?: Webhook['subscriptions'] } = {},
  ): Promise<Webhook> =>
    installation.client.webhooks.create({
      url: receiver.url + path,
      subscriptions: ['message_created'],
      ...settings,
    });
  const settle = (): Promise<void> => untilNothingIsLeftToDeliver(installation.databaseUrl);

  beforeAll(async () => {
    await receiver.start();
    installation = await Installation.start({
      prepare: seedAccounts,
      env: {
        RETRY_SCHEDULE: Array.from({ length: RETRIES }, () => '0.3').join(','),
      },
    });
    const { client } = installation;
    const opened = await openConversation(client);
    ({ inboxId, conversationId } = opened);
    webhook = await addWebhook('/every-message');
    publishedFromMs = Date.now();
    for (const content of CONTENTS) await publish(content);
    await settle();
  });

  afterAll(async () => {
    await installation.remove();
    await receiver.stop();
  });

  it('arrives once for each message', () => {
    expect(contentsAt(receiver, '/every-message').toSorted()).toEqual(CONTENTS.toSorted());
  });

  it('comes with the headers of the contract and no others', () => {
    const posts = postsAt(receiver, '/every-message');
    expect(posts.map(({ headers }) => headers)).toEqual(
      posts.map(({ headers, rawBody }) => ({
        host: new URL(receiver.url).host,
        connection: 'keep-alive',
        'content-type': 'application/json',
        'content-length': String(rawBody.length),
        accept: 'application/json',
        'user-agent': expect.stringMatching(/^Hoory-Webhooks\/\d+\.\d+$/),
        'webhook-id': expect.stringMatching(/^[\w-]+$/),
        'webhook-timestamp': expect.stringMatching(/^\d{10}$/),
        'webhook-signature': expect.stringMatching(/^v1,[A-Za-z0-9+/]{43}=$/),
        'webhook-attempt': '1',
        'x-hoory-delivery': headers['webhook-id'],
        'x-hoory-timestamp': headers['webhook-timestamp'],
        'x-hoory-signature': expect.stringMatching(/^sha256=[0-9a-f]{64}$/),
      })),
    );
  });

  it('tells when it was sent in unix seconds', () => {
    for (const { headers, receivedAtMs } of postsAt(receiver, '/every-message')) {
      const seconds = Number(headers['webhook-timestamp']);
      expect(seconds).toBeGreaterThanOrEqual(Math.floor(publishedFromMs / 1000));
      expect(seconds).toBeLessThanOrEqual(receivedAtMs / 1000);
    }
  });

  describe('to whoever has the secret', () => {
    const verifiers: [string, (post: ReceivedPost, body: string) => unknown][] = [
      [
        'the library of Standard Webhooks',
        ({ headers }, body) =>
          new StandardWebhook(webhook.secret).verify(body, headers as Record<string, string>),
      ],
      ['verifyWebhook', ({ headers }, body) => verifyWebhook(webhook.secret, headers, body)],
      [
        'verifyHoorySignature',
        ({ headers }, body) => verifyHoorySignature(webhook.secret, headers, body),
      ],
    ];

    it.each(verifiers)('is verified by %s', (_, verify) => {
      for (const post of postsAt(receiver, '/every-message')) {
        expect(verify(post, post.rawBody.toString())).toEqual(payloadOf(post));
      }
    });

    it.each(verifiers)('is refused, once altered, by %s', (_, verify) => {
      const post = postsAt(receiver, '/every-message').find((each) => contentOf(each) === 'Hi');
      const altered = post!.rawBody.toString().replace('Hi', 'Ho');
      expect(() => verify(post!, altered)).toThrow(/signature/i);
    });

    it('is signed in X-Hoory-Signature with the secret as it is shown', () => {
      for (const { headers, rawBody } of postsAt(receiver, '/every-message')) {
        const hmac = createHmac('sha256', webhook.secret)
          .update(`${String(headers['x-hoory-timestamp'])}.`)
          .update(rawBody);
        expect(headers['x-hoory-signature']).toBe(`sha256=${hmac.digest('hex')}`);
      }
    });
  });

  it('comes again after a failure: the same id and body, the next attempt, signed anew', async () => {
    const { id, secret } = await addWebhook('/fails-once');
    await publish('Twice');
    await settle();

    const posts = postsAt(receiver, '/fails-once');
    expect(posts.map(({ headers }) => headers['webhook-attempt'])).toEqual(['1', '2']);
    expect(new Set(posts.map(webhookIdOf)).size).toBe(1);
    expect(posts[1]!.rawBody.equals(posts[0]!.rawBody)).toBe(true);
    for (const { headers, rawBody } of posts) {
      expect(verifyWebhook(secret, headers, rawBody)).toMatchObject({ content: 'Twice' });
    }
    await installation.client.webhooks.delete(id);
  });

  it('has an id of its own for each message and each webhook', async () => {
    const { id } = await addWebhook('/another');
    await publish('To two webhooks');
    await publish('To two webhooks again');
    await settle();

    const posts = [...postsAt(receiver, '/another'), ...postsAt(receiver, '/every-message')];
    expect(new Set(posts.map(webhookIdOf)).size).toBe(posts.length);
    await installation.client.webhooks.delete(id);
  });

  it('reaches a webhook from its creation on, and nothing from before', async () => {
    await publish('Before');
    const { id } = await addWebhook('/late');
    await publish('After');
    await settle();

    expect(contentsAt(receiver, '/late')).toEqual(['After']);
    await installation.client.webhooks.delete(id);
  });

  it('reaches a webhook until its deletion, and not after', async () => {
    const { id } = await addWebhook('/deleted');
    await publish('Before the deletion');
    await settle();
    await installation.client.webhooks.delete(id);
    await publish('After the deletion');
    await settle();

    expect(contentsAt(receiver, '/deleted')).toEqual(['Before the deletion']);
  });

  it('is not tried again once the webhook is deleted', async () => {
    const { id } = await addWebhook('/always-fails');
    await publish('In vain');
    await waitUntil('the first attempt', () => postsAt(receiver, '/always-fails').length > 0);
    await installation.client.webhooks.delete(id);
    await settle();

    const statuses = await query(
      installation.databaseUrl,
      `SELECT DISTINCT status FROM deliveries WHERE webhook_id = ${id}`,
    );
    expect(statuses).toEqual([{ status: 'cancelled' }]);
  });

  it('goes to where the webhook was moved', async () => {
    const { id } = await addWebhook('/old');
    await publish('To the old place');
    await settle();
    await installation.client.webhooks.update(id, { url: `${receiver.url}/new` });
    await publish('To the new place');
    await settle();

    expect(contentsAt(receiver, '/old')).toEqual(['To the old place']);
    expect(contentsAt(receiver, '/new')).toEqual(['To the new place']);
    await installation.client.webhooks.delete(id);
  });

  it('does not reach a webhook that has not subscribed to it', async () => {
    const { id } = await addWebhook('/contacts-only', { subscriptions: ['contact_created'] });
    await publish('Unwanted');
    await installation.client.webhooks.update(id, { subscriptions: ['message_created'] });
    await publish('Wanted');
    await settle();

    expect(contentsAt(receiver, '/contacts-only')).toEqual(['Wanted']);
    await installation.client.webhooks.delete(id);
  });

  it('reaches a webhook of one inbox from that inbox only', async () => {
    const other = await openConversation(installation.client);
    const here = await addWebhook('/this-inbox', { inbox_id: inboxId });
    const there = await addWebhook('/other-inbox', { inbox_id: other.inboxId });
    await publish('Here');
    await publish('There', other.conversationId);
    await settle();

    expect(contentsAt(receiver, '/this-inbox')).toEqual(['Here']);
    expect(contentsAt(receiver, '/other-inbox')).toEqual(['There']);
    await installation.client.webhooks.delete(here.id);
    await installation.client.webhooks.delete(there.id);
  });

  it('stays within its account', async () => {
    const otherClient = installation.clientOf(OTHER_ACCOUNT_ID, OTHER_ACCOUNT_TOKEN);
    const ours = await addWebhook('/account-1');
    await otherClient.webhooks.create({
      url: `${receiver.url}/account-2`,
      subscriptions: ['message_created'],
    });
    const opened = await openConversation(otherClient);
    await publish('In account 1');
    await otherClient.messages.create(opened.conversationId, { content: 'In account 2' });
    await settle();

    expect(contentsAt(receiver, '/account-1')).toEqual(['In account 1']);
    expect(postsAt(receiver, '/account-2').map(payloadOf)).toEqual([
      expect.objectContaining({ content: 'In account 2', account: { id: '2', name: 'Other' } }),
    ]);
    await installation.client.webhooks.delete(ours.id);
  });
});
