import { Webhook } from 'standardwebhooks';
import { makeSigningSecret } from './signing-secret';

describe('a signing secret', () => {
  it('is whsec_ and base64 of 32 bytes', () => {
    const secret = makeSigningSecret();
    expect(secret).toMatch(/^whsec_[A-Za-z\d+/]{43}=$/);
    expect(Buffer.from(secret.slice('whsec_'.length), 'base64')).toHaveLength(32);
  });

  it('is one the Standard Webhooks library signs and verifies with', () => {
    const webhook = new Webhook(makeSigningSecret());
    const now = new Date();
    const headers = {
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
      'webhook-signature': webhook.sign('msg_1', now, '{"id":1}'),
    };
    expect(webhook.verify('{"id":1}', headers)).toEqual({ id: 1 });
  });

  it('is another each time', () => {
    const secrets = Array.from({ length: 100 }, makeSigningSecret);
    expect(new Set(secrets).size).toBe(secrets.length);
  });
});
