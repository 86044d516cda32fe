import { Webhook } from 'standardwebhooks';
import { makeSigningSecret, signingSecretProblem } from './signing-secret';

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

describe('a signing secret that somebody gives', () => {
  const TAKES = 'must be whsec_ and base64 of 24 to 64 bytes';

  it.each([24, 25, 26, 32, 64])('may have %d bytes', (length) => {
    expect(signingSecretProblem(given(length))).toBeUndefined();
  });

  it('may be one that was made here', () => {
    expect(signingSecretProblem(makeSigningSecret())).toBeUndefined();
  });

  it.each([0, 12, 23, 65, 1_000])('may not have %d bytes', (length) => {
    expect(signingSecretProblem(given(length))).toBe(`${TAKES}, got ${length} bytes`);
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['a list', [given(24)]],
  ])('may not be %s', (_, secret) => {
    expect(signingSecretProblem(secret)).toBe(`${TAKES}, got no text`);
  });

  it.each([
    ['no text at all', ''],
    ['no prefix', given(24).slice('whsec_'.length)],
    ['a prefix in capitals', given(24).replace('whsec_', 'WHSEC_')],
    ['the prefix of a private key', given(24).replace('whsec_', 'whsk_')],
    ['a space before it', ` ${given(24)}`],
  ])('needs its prefix: %s', (_, secret) => {
    expect(signingSecretProblem(secret)).toBe(`${TAKES}, got no whsec_ at its beginning`);
  });

  it.each([
    ['characters of no alphabet', `whsec_${'a'.repeat(31)}!`],
    ['no padding', given(25).replace(/=+$/, '')],
    ['half of the padding', given(25).replace(/==$/, '=')],
    ['padding that nothing needs', `${given(24)}=`],
    ['bits beyond the last byte', `whsec_${'A'.repeat(33)}B==`],
    ['the URL-safe alphabet', `whsec_${bytes(24).toString('base64url')}`],
    ['a space after it', `${given(24)} `],
    ['a line break after it', `${given(24)}\n`],
    ['a space inside', given(24).replace(/.{4}$/, ' $&')],
    ['the prefix twice', `whsec_${given(24)}`],
  ])('needs canonical base64: %s', (_, secret) => {
    expect(signingSecretProblem(secret)).toBe(`${TAKES}, got what is not padded base64`);
  });
});

/** Bytes whose base64 has both characters that the URL-safe alphabet writes otherwise. */
function bytes(length: number): Buffer {
  return Buffer.alloc(length, Buffer.from([0xfb, 0xff, 0xbf]));
}

function given(length: number): string {
  return `whsec_${bytes(length).toString('base64')}`;
}
