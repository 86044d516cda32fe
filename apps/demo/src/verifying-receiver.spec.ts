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
    receiver.secret = SECRET;
    await receiver.open();
  });

  afterEach(() => receiver.close());

  /** Signed by the reference implementation of Standard Webhooks. */
  const send = async (body = BODY): Promise<ReceivedPost> => {
    const now = new Date();
    const headers = {
      'webhook-id': 'msg_7',
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': new Webhook(SECRET).sign('msg_7', now, BODY),
      'webhook-attempt': '2',
    };
    const told = once(receiver, 'post');
    const { status } = await fetch(receiver.url, { method: 'POST', headers, body });
    const [post] = (await told) as [ReceivedPost];
    expect(post.status).toBe(status);
    return post;
  };

  it('takes a signed POST and tells of it', async () => {
    await expect(send()).resolves.toMatchObject({
      webhookId: 'msg_7',
      attempt: 2,
      status: 204,
      payload: { event: 'message_created', id: '7' },
    });
  });

  it('refuses a body that is not the one signed, and shows nothing of it', async () => {
    const post = await send('{"event":"message_created","id":"8"}');

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
    await expect(fetch(receiver.url)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });

    await receiver.open();

    expect(receiver.port).toBe(port);
    await expect(send()).resolves.toMatchObject({ status: 204 });
  });
});
