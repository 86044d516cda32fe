import { HooryApiError, verifyWebhook, type EventType, type Webhook } from '@app/client';
import { Receiver, waitUntil } from '@app/harness';
import { query, untilNothingIsLeftToDeliver } from '../support/database';
import { Installation } from '../support/installation';
import { postsAt, webhookIdOf } from '../support/posts';

describe('A test of a webhook', () => {
  const receiver = new Receiver();
  let installation: Installation;
  let eventTypes: readonly EventType[];
  let webhook: Webhook;
  let path: string;

  beforeAll(async () => {
    await receiver.start();
    installation = await Installation.start();
    eventTypes = await installation.client.eventTypes.list();
  });
  afterAll(async () => {
    await installation.remove();
    await receiver.stop();
  });
  beforeEach(async () => {
    path = `/${Math.random()}`;
    webhook = await installation.client.webhooks.create({
      url: receiver.url + path,
      subscriptions: ['contact_created'],
      headers: { 'X-Api-Key': 'sesame' },
    });
  });
  afterEach(() => installation.client.webhooks.delete(webhook.id));

  const webhooks = () => installation.client.webhooks;
  const firstPost = async () => {
    await waitUntil('the POST', () => postsAt(receiver, path).length > 0);
    return postsAt(receiver, path)[0]!;
  };

  it('is an example of the first event it subscribes to, marked and signed as all others', async () => {
    const messageId = await webhooks().test(webhook.id);
    const post = await firstPost();

    expect(webhookIdOf(post)).toBe(messageId);
    expect(post.headers).toMatchObject({ 'webhook-test': 'true', 'x-api-key': 'sesame' });
    expect(
      verifyWebhook(webhook.secret, post.headers as Record<string, string>, post.rawBody),
    ).toMatchObject({ event: 'contact_created', test: true });
  });

  it('is of any event there is, with the bytes of the catalogue’s example', async () => {
    for (const { name, formats } of eventTypes) {
      const messageId = await webhooks().test(webhook.id, name);
      const find = () => postsAt(receiver, path).find((post) => webhookIdOf(post) === messageId);
      await waitUntil(`the POST of ${name}`, () => find() !== undefined);

      const example = JSON.stringify(formats.hoory.example);
      expect(find()!.rawBody.toString()).toBe(`${example.slice(0, -1)},"test":true}`);
    }
  });

  it('is nobody else’s', async () => {
    const other = await webhooks().create({
      url: `${receiver.url}/other`,
      subscriptions: ['contact_created'],
    });
    await webhooks().test(webhook.id);
    await untilNothingIsLeftToDeliver(installation.databaseUrl);
    await webhooks().delete(other.id);

    expect(postsAt(receiver, path)).toHaveLength(1);
    expect(postsAt(receiver, '/other')).toEqual([]);
  });

  it('is refused while the webhook is disabled, and nothing is stored', async () => {
    await webhooks().disable(webhook.id);
    const before = await query(installation.databaseUrl, 'SELECT count(*) FROM events');
    const refusal = await webhooks()
      .test(webhook.id)
      .catch((error: unknown) => error);

    expect(refusal).toBeInstanceOf(HooryApiError);
    expect(refusal).toMatchObject({ status: 422, attributes: ['status'] });
    expect(await query(installation.databaseUrl, 'SELECT count(*) FROM events')).toEqual(before);
  });
});
