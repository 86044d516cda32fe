import { Webhook } from 'standardwebhooks';
import { isSigningSecret, makeSigningSecret } from './signing-secret';

const ofBytes = (count: number): string => `whsec_${Buffer.alloc(count, 0xfb).toString('base64')}`;

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

  it.each([24, 25, 32, 64])('may be one of %d bytes that is given', (count) => {
    expect(isSigningSecret(ofBytes(count))).toBe(true);
  });

  it.each([
    ['of 23 bytes', ofBytes(23)],
    ['of 65 bytes', ofBytes(65)],
    ['without its beginning', ofBytes(24).slice('whsec_'.length)],
    ['without its padding', ofBytes(25).replaceAll('=', '')],
    ['in the alphabet of URLs', ofBytes(24).replaceAll('+', '-').replaceAll('/', '_')],
    ['with a space', `${ofBytes(24)} `],
    ['with a character of no base64', `whsec_${'A'.repeat(35)}!`],
    ['of nothing', 'whsec_'],
    ['empty', ''],
  ])('may not be one %s', (_, secret) => {
    expect(isSigningSecret(secret)).toBe(false);
  });

  it('is another each time', () => {
    const secrets = Array.from({ length: 100 }, makeSigningSecret);
    expect(new Set(secrets).size).toBe(secrets.length);
  });
});
