import { verifyHoorySignature, verifyWebhook, type Webhook } from '@app/client';
import { Receiver, waitUntil, type ReceivedPost } from '@app/harness';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { Installation, openConversation } from '../support/installation';
import { contentOf } from '../support/posts';

const GIVEN_SECRET = `whsec_${Buffer.alloc(24, 0xab).toString('base64')}`;

const headersOf = ({ headers }: ReceivedPost) => headers as Record<string, string>;
const signaturesOf = ({ headers }: ReceivedPost): string[] =>
  String(headers['webhook-signature']).split(' ');

describe('While a secret is rotated', () => {
  const receiver = new Receiver();
  let installation: Installation;
  let conversationId: number;
  let webhook: Webhook;

  beforeAll(async () => {
    await receiver.start();
    installation = await Installation.start();
    ({ conversationId } = await openConversation(installation.client));
  });
  afterAll(async () => {
    await installation.remove();
    await receiver.stop();
  });

  beforeEach(async () => {
    webhook = await installation.client.webhooks.create({
      url: `${receiver.url}/${Math.random()}`,
      subscriptions: ['message_created'],
      secret: GIVEN_SECRET,
    });
  });
  afterEach(() => installation.client.webhooks.delete(webhook.id));

  /** The POST of a new message. */
  const post = async (content: string): Promise<ReceivedPost> => {
    await installation.client.messages.create(conversationId, { content });
    const find = () =>
      receiver.posts.find((each) => webhook.url.endsWith(each.path) && contentOf(each) === content);
    await waitUntil(`the POST of ${content}`, () => find() !== undefined);
    return find()!;
  };
  const rotate = async (overlapSeconds?: number, secret?: string): Promise<string> => {
    const rotated = await installation.client.webhooks.rotateSecret(webhook.id, {
      ...(overlapSeconds !== undefined && { overlap_seconds: overlapSeconds }),
      ...(secret !== undefined && { secret }),
    });
    return rotated.secret;
  };

  it.each([
    ['standardwebhooks', StandardWebhook],
    ['svix', SvixWebhook],
  ])('%s takes what arrives with the secret of before and with the new one', async (_, Reader) => {
    const before = await post('before');
    const secret = await rotate();
    const during = await post('during');

    for (const [received, key] of [
      [before, GIVEN_SECRET],
      [during, GIVEN_SECRET],
      [during, secret],
    ] as const) {
      const read = new Reader(key).verify(received.rawBody.toString(), headersOf(received));
      expect(read).toMatchObject({ event: 'message_created' });
    }
    expect(secret).not.toBe(GIVEN_SECRET);
    expect(signaturesOf(during)).toHaveLength(2);
  });

  it('the newest signature comes first, and signs the headers of the format', async () => {
    const secret = await rotate();
    const during = await post('the order');
    const [newest] = signaturesOf(during);
    const headers = { ...headersOf(during), 'webhook-signature': newest! };

    expect(verifyWebhook(secret, headers, during.rawBody)).toMatchObject({ content: 'the order' });
    expect(verifyHoorySignature(secret, headers, during.rawBody)).toMatchObject({
      content: 'the order',
    });
  });

  it('all secrets sign whose overlap is not over', async () => {
    const second = await rotate(604_800);
    const third = await rotate(3_600, `whsec_${Buffer.alloc(64, 1).toString('base64')}`);
    const during = await post('three secrets');

    expect(signaturesOf(during)).toHaveLength(3);
    for (const key of [GIVEN_SECRET, second, third]) {
      expect(() =>
        new StandardWebhook(key).verify(during.rawBody, headersOf(during)),
      ).not.toThrow();
    }
  });

  it('the secret of before signs no more where there is no overlap', async () => {
    const secret = await rotate(0);
    const after = await post('after');
    const headers = headersOf(after);

    expect(signaturesOf(after)).toHaveLength(1);
    expect(() => new SvixWebhook(secret).verify(after.rawBody, headers)).not.toThrow();
    expect(() => new SvixWebhook(GIVEN_SECRET).verify(after.rawBody, headers)).toThrow(
      'No matching signature found',
    );
  });

  it('the secret of before signs no more once its time is over', async () => {
    await rotate(1);
    expect(signaturesOf(await post('within a second'))).toHaveLength(2);
    await new Promise((resolve) => setTimeout(resolve, 1_100));

    expect(signaturesOf(await post('a second later'))).toHaveLength(1);
  });
});
