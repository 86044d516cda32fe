import { Receiver, waitUntil } from '@app/harness';
import type { CreateWebhook, Webhook } from '@app/client';
import { query, untilNothingIsLeftToDeliver } from '../support/database';
import { Installation, openConversation } from '../support/installation';
import { contentOf, contentsAt, postsAt, webhookIdOf } from '../support/posts';

const HISTORY = 30;

describe('A webhook that starts in the past', () => {
  const receiver = new Receiver();
  let installation: Installation;
  let conversations: number[];
  /** Of each message of the history, in order. */
  const contents: string[] = [];

  beforeAll(async () => {
    await receiver.start();
    installation = await Installation.start();
    const { client } = installation;
    const { inboxId, contactId, conversationId } = await openConversation(client);
    const other = await client.conversations.create({ inbox_id: inboxId, contact_id: contactId });
    conversations = [conversationId, other.id];
    for (let n = 0; n < HISTORY; n++) await publish(n);
  });
  afterAll(async () => {
    await installation.remove();
    await receiver.stop();
  });

  const publish = async (number: number): Promise<void> => {
    const conversation = conversations[number % conversations.length]!;
    const content = `${conversation}: ${number}`;
    await installation.client.messages.create(conversation, { content });
    contents.push(content);
  };
  const create = (settings: Partial<CreateWebhook>): Promise<Webhook> =>
    installation.client.webhooks.create({
      url: `${receiver.url}/${Math.random()}`,
      subscriptions: ['message_created'],
      ...settings,
    });
  const settle = () => untilNothingIsLeftToDeliver(installation.databaseUrl);
  const received = ({ url }: Webhook) => contentsAt(receiver, new URL(url).pathname);

  it('gets all that has happened, and then what happens, once each', async () => {
    const webhook = await create({ start_from: 'beginning' });
    await publish(contents.length);
    await settle();

    expect(received(webhook).toSorted()).toEqual(contents.toSorted());
    const posts = postsAt(receiver, new URL(webhook.url).pathname);
    expect(new Set(posts.map(webhookIdOf)).size).toBe(contents.length);
    expect(posts.some(({ headers }) => 'webhook-replay' in headers)).toBe(false);
  });

  it('gets it conversation by conversation in order, also over the seam', async () => {
    const webhook = await create({ start_from: 'beginning', ordering: 'conversation' });
    for (let n = 0; n < 10; n++) await publish(contents.length);
    await settle();

    for (const id of conversations) {
      const isOfIt = (content: string) => content.startsWith(`${id}: `);
      expect(received(webhook).filter(isOfIt)).toEqual(contents.filter(isOfIt));
    }
  });

  it.each(['position', 'time'] as const)('gets what happened from a %s on', async (by) => {
    const [first] = await query<{ position: number; recorded_at_ms: number }>(
      installation.databaseUrl,
      `SELECT position, recorded_at_ms FROM events
       WHERE type = 'MessageCreated' ORDER BY position LIMIT 1 OFFSET 20`,
    );
    const { position, recorded_at_ms: recordedAtMs } = first!;
    const webhook = await create({
      start_from: by === 'position' ? position : new Date(recordedAtMs).toISOString(),
    });
    await settle();

    expect(received(webhook).toSorted()).toEqual(contents.slice(20).toSorted());
  });

  it('gets nothing of it where it starts now, as webhooks do', async () => {
    const webhooks = [await create({ start_from: 'now' }), await create({})];
    await publish(contents.length);
    await settle();

    for (const webhook of webhooks) expect(received(webhook)).toEqual(contents.slice(-1));
  });

  it('gets only what it subscribes to', async () => {
    const webhook = await create({ start_from: 'beginning', subscriptions: ['contact_created'] });
    const { pathname } = new URL(webhook.url);
    await waitUntil('the contact', () => postsAt(receiver, pathname).length > 0);
    await settle();

    expect(postsAt(receiver, pathname).map(contentOf)).toEqual(['']);
  });
});
