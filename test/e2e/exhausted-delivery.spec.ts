import { Receiver, waitUntil } from '@app/harness';
import { untilNothingIsLeftToDeliver } from '../support/database';
import { Installation, openConversation } from '../support/installation';
import { payloadOf, postsAt, webhookIdOf } from '../support/posts';

describe('A delivery that is given up', () => {
  const receiver = new Receiver(({ path }) => (path.startsWith('/observer') ? 200 : 500));
  let installation: Installation;
  let failingId: number;

  beforeAll(async () => {
    await receiver.start();
    installation = await Installation.start({ env: { RETRY_SCHEDULE: '0.1,0.1' } });
    const { client } = installation;
    const { conversationId } = await openConversation(client);
    const failing = await client.webhooks.create({
      url: `${receiver.url}/failing`,
      // Its own exhaustions are none of its business, and neither are those of this one.
      subscriptions: ['message_created', 'delivery_exhausted'],
    });
    failingId = failing.id;
    for (const format of ['hoory', 'chatwoot'] as const) {
      await client.webhooks.create({
        url: `${receiver.url}/observer?${format}`,
        subscriptions: ['delivery_exhausted'],
        format,
      });
    }
    await client.messages.create(conversationId, { content: 'Hi' });
    await waitUntil('the news', () => receiver.posts.some(({ path }) => path !== '/failing'));
    await untilNothingIsLeftToDeliver(installation.databaseUrl);
  });
  afterAll(async () => {
    await installation.remove();
    await receiver.stop();
  });

  it('was attempted as often as the schedule says', () => {
    expect(postsAt(receiver, '/failing').map((post) => payloadOf(post).event)).toEqual(
      Array.from({ length: 3 }, () => 'message_created'),
    );
  });

  it.each(['hoory', 'chatwoot'] as const)(
    'is told of to the others, in their format: %s',
    (format) => {
      const id = (value: number) => (format === 'hoory' ? String(value) : value);
      const [told, ...more] = postsAt(receiver, `/observer?${format}`).map(payloadOf);

      expect(more).toEqual([]);
      expect(told).toMatchObject({
        event: 'delivery_exhausted',
        webhook: { id: id(failingId), url: `${receiver.url}/failing` },
        delivery: {
          message_id: webhookIdOf(postsAt(receiver, '/failing')[0]!),
          event: 'message_created',
          conversation_id: id(1),
          attempts: 3,
          error_class: 'http-status',
          status_code: 500,
        },
        account: { id: id(1) },
      });
    },
  );

  it('stands in the history of its webhook', async () => {
    const { payload } = await installation.client.webhooks.history(failingId);

    expect(payload.map(({ type }) => type)).toEqual(['delivery_exhausted', 'webhook_created']);
    expect(payload[0]).toMatchObject({ actor: null, delivery: { event: 'message_created' } });
  });
});
