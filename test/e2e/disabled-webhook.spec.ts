import type { Webhook } from '@app/client';
import { Receiver, waitUntil } from '@app/harness';
import { untilNothingIsLeftToDeliver } from '../support/database';
import { Installation, openConversation } from '../support/installation';
import { contentsAt, payloadOf, postsAt, webhookIdOf } from '../support/posts';

describe('A webhook that is disabled', () => {
  /** Paths whose endpoints are gone. */
  const gone = new Set<string>();
  const receiver = new Receiver(({ path }) => (gone.has(path) ? 410 : 200));
  let installation: Installation;
  let conversationId: number;
  let path: string;
  let webhook: Webhook;

  beforeAll(async () => {
    await receiver.start();
    installation = await Installation.start({ env: { RETRY_SCHEDULE: '0.2,0.2,0.2,0.2' } });
    ({ conversationId } = await openConversation(installation.client));
  });
  afterAll(async () => {
    await installation.remove();
    await receiver.stop();
  });
  beforeEach(async () => {
    path = `/${Math.random()}`;
    webhook = await installation.client.webhooks.create({
      url: receiver.url + path,
      subscriptions: ['message_created'],
    });
  });
  afterEach(() => installation.client.webhooks.delete(webhook.id));

  const publish = async (...contents: string[]): Promise<void> => {
    for (const content of contents) {
      await installation.client.messages.create(conversationId, { content });
    }
  };
  const settle = () => untilNothingIsLeftToDeliver(installation.databaseUrl);
  const webhooks = () => installation.client.webhooks;

  it('gets nothing, and what it missed in order once it is enabled', async () => {
    await publish('before');
    await settle();
    await webhooks().disable(webhook.id);
    await publish('missed 1', 'missed 2', 'missed 3');
    await settle();
    expect(contentsAt(receiver, path)).toEqual(['before']);
    await webhooks().enable(webhook.id, { rate: 50 });
    await waitUntil('what it missed', () => postsAt(receiver, path).length === 4);
    await publish('after');
    await settle();

    expect(contentsAt(receiver, path)).toEqual([
      'before',
      'missed 1',
      'missed 2',
      'missed 3',
      'after',
    ]);
    expect(new Set(postsAt(receiver, path).map(webhookIdOf)).size).toBe(5);
  });

  it('gets none of it where its owner does not want it', async () => {
    await webhooks().disable(webhook.id);
    await publish('missed');
    await webhooks().enable(webhook.id, { deliver_missed: false });
    await publish('after');
    await settle();

    expect(contentsAt(receiver, path)).toEqual(['after']);
  });

  it('is so by a 410 at once, says why, and loses nothing', async () => {
    gone.add(path);
    await publish('refused');
    await waitUntil('the webhook to be disabled', async () => {
      const listed = (await webhooks().list()).find(({ id }) => id === webhook.id);
      return listed!.status === 'disabled' && listed!.disabled_reason === 'gone';
    });
    await publish('missed');
    gone.delete(path);
    await webhooks().enable(webhook.id);
    await waitUntil('both', () => new Set(postsAt(receiver, path).map(webhookIdOf)).size === 2);
    await settle();

    expect(contentsAt(receiver, path).toSorted()).toEqual(['missed', 'refused', 'refused']);
  });

  it('gets by the subscriptions of the time what it missed', async () => {
    await webhooks().disable(webhook.id);
    await publish('wanted');
    await webhooks().update(webhook.id, { subscriptions: ['contact_created'] });
    await publish('not wanted');
    await webhooks().enable(webhook.id);
    await waitUntil('what it missed', () => postsAt(receiver, path).length === 1);
    await settle();

    expect(contentsAt(receiver, path)).toEqual(['wanted']);
  });

  it('is told of to the other webhooks of the account, as is its recovery', async () => {
    const observer = await webhooks().create({
      url: `${receiver.url}/observer${path}`,
      subscriptions: ['webhook_disabled', 'webhook_recovered'],
    });
    await webhooks().update(webhook.id, {
      subscriptions: ['message_created', 'webhook_disabled', 'webhook_recovered'],
    });
    gone.add(path);
    await publish('refused');
    const told = () => postsAt(receiver, `/observer${path}`).map(payloadOf);
    await waitUntil('the news', () => told().length === 1);
    gone.delete(path);
    await webhooks().enable(webhook.id);
    await waitUntil('the other news', () => told().length === 2);
    await settle();
    await webhooks().delete(observer.id);

    expect(told()).toMatchObject([
      {
        event: 'webhook_disabled',
        reason: 'gone',
        webhook: { id: String(webhook.id), url: webhook.url },
      },
      { event: 'webhook_recovered', webhook: { id: String(webhook.id) } },
    ]);
    const events = postsAt(receiver, path).map((post) => payloadOf(post).event);
    expect(new Set(events)).toEqual(new Set(['message_created']));
  });
});
