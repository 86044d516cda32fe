import { verifyChatwootSignature, verifyHoorySignature, WebhookVerificationError } from '../index';

// A vector that other implementations of this family are tested with.
const SECRET = 'hk_9f2c1d7b4e8a';
const TIMESTAMP = '1767225600';
const BODY = '{"event":"message_created","id":42}';
const SIGNATURE = 'sha256=d396d81f06d0ae4e91b586fe4ede0d693a75001cc6bdef07bb2ec395d5666044';

const options = { nowMs: () => Number(TIMESTAMP) * 1000 };

describe.each([
  ['verifyHoorySignature', verifyHoorySignature, 'X-Hoory', 'x-chatwoot'],
  ['verifyChatwootSignature', verifyChatwootSignature, 'X-Chatwoot', 'x-hoory'],
])('%s', (_name, verify, family, otherFamily) => {
  const signatureName = `${family}-Signature`.toLowerCase();
  const timestampName = `${family}-Timestamp`.toLowerCase();
  const headers = { [timestampName]: TIMESTAMP, [signatureName]: SIGNATURE };

  it.each([family, family.toLowerCase(), family.toUpperCase()])(
    'gives the payload signed in headers named %s-…',
    (spelling) => {
      const received = {
        [`${spelling}-Timestamp`]: TIMESTAMP,
        [`${spelling}-Signature`]: SIGNATURE,
      };

      expect(verify(SECRET, received, BODY, options)).toEqual({ event: 'message_created', id: 42 });
    },
  );

  it('takes the body as bytes', () => {
    expect(verify(SECRET, headers, Buffer.from(BODY), options)).toEqual({
      event: 'message_created',
      id: 42,
    });
  });

  it.each([
    ['another body', SECRET, headers, `${BODY} `],
    ['another timestamp', SECRET, { ...headers, [timestampName]: '1767225601' }, BODY],
    ['another secret', 'hk_9f2c1d7b4e8b', headers, BODY],
    ['the bare hex', SECRET, { ...headers, [signatureName]: SIGNATURE.slice(7) }, BODY],
  ])('refuses %s', (_, secret, received, body) => {
    expect(() => verify(secret, received, body, options)).toThrow(
      expect.objectContaining({ failedCheck: 'no-matching-signature' }),
    );
  });

  it.each([timestampName, signatureName])('names %s when it is missing', (name) => {
    const received = { ...headers, [name]: undefined };

    expect(() => verify(SECRET, received, BODY, options)).toThrow(
      new WebhookVerificationError('missing-header', `Header ${name} is missing`),
    );
  });

  it('does not take the headers of the other family', () => {
    const received = {
      [`${otherFamily}-timestamp`]: TIMESTAMP,
      [`${otherFamily}-signature`]: SIGNATURE,
    };

    expect(() => verify(SECRET, received, BODY, options)).toThrow(
      `Header ${signatureName} is missing`,
    );
  });

  it('refuses a recording from before the tolerance', () => {
    const later = { nowMs: () => options.nowMs() + 301_000 };

    expect(() => verify(SECRET, headers, BODY, later)).toThrow(
      expect.objectContaining({ failedCheck: 'too-old' }),
    );
  });

  it('calls an empty secret a mistake of the receiver', () => {
    expect(() => verify('', headers, BODY, options)).toThrow(TypeError);
  });
});
