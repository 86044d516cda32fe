import { verifyHoorySignature, WebhookVerificationError } from '../index';

// A vector that other implementations of this family are tested with.
const SECRET = 'hk_9f2c1d7b4e8a';
const TIMESTAMP = '1767225600';
const BODY = '{"event":"message_created","id":42}';
const SIGNATURE = 'sha256=d396d81f06d0ae4e91b586fe4ede0d693a75001cc6bdef07bb2ec395d5666044';

const options = { nowMs: () => Number(TIMESTAMP) * 1000 };
const headers = { 'x-hoory-timestamp': TIMESTAMP, 'x-hoory-signature': SIGNATURE };

describe('verifyHoorySignature', () => {
  it.each([
    ['X-Hoory', 'X-Hoory-Timestamp', 'X-Hoory-Signature'],
    ['x-chatwoot', 'x-chatwoot-timestamp', 'x-chatwoot-signature'],
    ['X-CHATWOOT', 'X-CHATWOOT-TIMESTAMP', 'X-CHATWOOT-SIGNATURE'],
  ])('gives the payload signed in headers named %s-…', (_, timestamp, signature) => {
    const received = { [timestamp]: TIMESTAMP, [signature]: SIGNATURE };

    expect(verifyHoorySignature(SECRET, received, BODY, options)).toEqual({
      event: 'message_created',
      id: 42,
    });
  });

  it('takes the body as bytes', () => {
    expect(verifyHoorySignature(SECRET, headers, Buffer.from(BODY), options)).toEqual({
      event: 'message_created',
      id: 42,
    });
  });

  it.each([
    ['another body', SECRET, headers, `${BODY} `],
    ['another timestamp', SECRET, { ...headers, 'x-hoory-timestamp': '1767225601' }, BODY],
    ['another secret', 'hk_9f2c1d7b4e8b', headers, BODY],
    ['the bare hex', SECRET, { ...headers, 'x-hoory-signature': SIGNATURE.slice(7) }, BODY],
  ])('refuses %s', (_, secret, received, body) => {
    expect(() => verifyHoorySignature(secret, received, body, options)).toThrow(
      expect.objectContaining({ failedCheck: 'no-matching-signature' }),
    );
  });

  it.each(['x-hoory-timestamp', 'x-hoory-signature'])('names %s when it is missing', (name) => {
    const received = { ...headers, [name]: undefined };

    expect(() => verifyHoorySignature(SECRET, received, BODY, options)).toThrow(
      new WebhookVerificationError('missing-header', `Header ${name} is missing`),
    );
  });

  it('does not take the timestamp of one family for the signature of the other', () => {
    const received = { 'x-hoory-timestamp': TIMESTAMP, 'x-chatwoot-signature': SIGNATURE };

    expect(() => verifyHoorySignature(SECRET, received, BODY, options)).toThrow(
      'Header x-chatwoot-timestamp is missing',
    );
  });

  it('refuses a recording from before the tolerance', () => {
    const later = { nowMs: () => options.nowMs() + 301_000 };

    expect(() => verifyHoorySignature(SECRET, headers, BODY, later)).toThrow(
      expect.objectContaining({ failedCheck: 'too-old' }),
    );
  });

  it('calls an empty secret a mistake of the receiver', () => {
    expect(() => verifyHoorySignature('', headers, BODY, options)).toThrow(TypeError);
  });
});
