import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { Webhook } from 'standardwebhooks';
import type { ReceivedPost } from './received-post';
import { VerifyingReceiver } from './verifying-receiver';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const BODY = '{"event":"message_created","id":"7"}';

describe('The receiver', () => {
  let receiver: VerifyingReceiver;

  beforeEach(async () => {
    receiver = new VerifyingReceiver();
    receiver.secrets.hoory = receiver.secrets.chatwoot = SECRET;
    await receiver.open();
  });

  afterEach(() => receiver.close());

  /** Signed by the reference implementation of Standard Webhooks, and by the format's own rule. */
  const send = async ({
    body = BODY,
    format = 'hoory',
    family = format,
  }: {
    body?: string;
    format?: 'hoory' | 'chatwoot';
    family?: string;
  } = {}): Promise<ReceivedPost> => {
    const now = new Date();
    const timestamp = String(Math.floor(now.getTime() / 1000));
    const own = createHmac('sha256', SECRET).update(`${timestamp}.${BODY}`).digest('hex');
    const headers = {
      'webhook-id': 'msg_7',
      'webhook-timestamp': timestamp,
      'webhook-signature': new Webhook(SECRET).sign('msg_7', now, BODY),
      'webhook-attempt': '2',
      [`x-${family}-timestamp`]: timestamp,
      [`x-${family}-signature`]: `sha256=${own}`,
    };
    const told = once(receiver, 'post');
    const { status } = await fetch(receiver.urlOf(format), { method: 'POST', headers, body });
    const [post] = (await told) as [ReceivedPost];
    expect(post.status).toBe(status);
    return post;
  };

  it('takes a signed POST and tells of it', async () => {
    await expect(send()).resolves.toMatchObject({
      format: 'hoory',
      webhookId: 'msg_7',
      attempt: 2,
      status: 204,
      payload: { event: 'message_created', id: '7' },
    });
  });

  it('tells the formats apart, and wants the signature of the one whose URL is called', async () => {
    const taken = await send({ format: 'chatwoot' });
    const refused = await send({ format: 'chatwoot', family: 'hoory' });

    expect(taken).toMatchObject({ format: 'chatwoot', status: 204 });
    expect(refused).toMatchObject({
      status: 401,
      signatureProblem: 'Header x-chatwoot-signature is missing',
    });
  });

  it('refuses a body that is not the one signed, and shows nothing of it', async () => {
    const post = await send({ body: '{"event":"message_created","id":"8"}' });

    expect(post).toMatchObject({
      status: 401,
      signatureProblem: expect.stringContaining('signature') as string,
    });
    expect(post).not.toHaveProperty('payload');
  });

  it('answers 503 while it is busy', async () => {
    receiver.busy = true;

    await expect(send()).resolves.toMatchObject({ status: 503 });
  });

  it('refuses connections once closed, and comes back on the same port', async () => {
    const { port } = receiver;
    await receiver.close();
    await expect(fetch(receiver.urlOf('hoory'))).rejects.toMatchObject({
      cause: { code: 'ECONNREFUSED' },
    });

    await receiver.open();

    expect(receiver.port).toBe(port);
    await expect(send()).resolves.toMatchObject({ status: 204 });
  });
});
