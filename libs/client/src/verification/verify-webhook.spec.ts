import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { verifyWebhook, WebhookVerificationError, type FailedCheck } from '../index';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwK3u0P9fQy1s=';
const OTHER_SECRET = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDWjkw8m2Xt4Y=';
const ID = 'msg_01JGXW';
const NOW_MS = Date.UTC(2026, 0, 1, 0, 0, 0, 999);
const TIMESTAMP = Math.floor(NOW_MS / 1000);
const BODY = '{"event":"message_created","id":"42","content":"Grüße, 日本 👋"}';
const PAYLOAD: unknown = JSON.parse(BODY);

const options = { nowMs: () => NOW_MS };

function signature(body = BODY, { secret = SECRET, id = ID, timestamp = TIMESTAMP } = {}): string {
  return new Webhook(secret).sign(id, new Date(timestamp * 1000), body);
}

function headersFor(changes: Record<string, string | string[] | undefined> = {}) {
  return {
    'webhook-id': ID,
    'webhook-timestamp': String(TIMESTAMP),
    'webhook-signature': signature(),
    ...changes,
  };
}

function failedCheck(verify: () => unknown): FailedCheck {
  try {
    verify();
  } catch (error) {
    if (error instanceof WebhookVerificationError) return error.failedCheck;
    throw error;
  }
  throw new Error('Verified');
}

describe('verifyWebhook', () => {
  it('gives the payload of what a Standard Webhooks library has signed', () => {
    expect(verifyWebhook(SECRET, headersFor(), BODY, options)).toEqual(PAYLOAD);
  });

  it('reads the clock of the machine unless told another', () => {
    const timestamp = Math.floor(Date.now() / 1000);
    const headers = headersFor({
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signature(BODY, { timestamp }),
    });

    expect(verifyWebhook(SECRET, headers, BODY)).toEqual(PAYLOAD);
  });

  describe('of the body', () => {
    it.each([
      ['a string', BODY],
      ['a Buffer', Buffer.from(BODY)],
      ['a Uint8Array', new TextEncoder().encode(BODY)],
      ['a view into a larger buffer', Buffer.from(`##${BODY}##`).subarray(2, -2)],
    ])('takes %s with multi-byte characters', (_, body) => {
      expect(verifyWebhook(SECRET, headersFor(), body, options)).toEqual(PAYLOAD);
    });

    it('verifies the bytes themselves, even where they are no UTF-8', () => {
      const bytes = Buffer.concat([
        Buffer.from('{"content":"'),
        Buffer.of(0xff),
        Buffer.from('"}'),
      ]);
      const hmac = createHmac('sha256', Buffer.from(SECRET.slice('whsec_'.length), 'base64'));
      const signed = hmac.update(`${ID}.${TIMESTAMP}.`).update(bytes).digest('base64');
      const headers = headersFor({ 'webhook-signature': `v1,${signed}` });

      expect(verifyWebhook(SECRET, headers, bytes, options)).toEqual({ content: '\uFFFD' });
      expect(failedCheck(() => verifyWebhook(SECRET, headers, bytes.toString(), options))).toBe(
        'no-matching-signature',
      );
    });

    it('refuses one that was changed', () => {
      const tampered = BODY.replace('"42"', '"43"');

      expect(failedCheck(() => verifyWebhook(SECRET, headersFor(), tampered, options))).toBe(
        'no-matching-signature',
      );
    });

    it('refuses the same JSON in other bytes', () => {
      const reformatted = JSON.stringify(PAYLOAD, null, 2);

      expect(failedCheck(() => verifyWebhook(SECRET, headersFor(), reformatted, options))).toBe(
        'no-matching-signature',
      );
    });

    it('throws a SyntaxError where the sender itself has signed what is not JSON', () => {
      const headers = headersFor({ 'webhook-signature': signature('hello') });

      expect(() => verifyWebhook(SECRET, headers, 'hello', options)).toThrow(SyntaxError);
    });
  });

  describe('of the headers', () => {
    it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])(
      'names %s when it is missing or empty',
      (name) => {
        for (const value of [undefined, '']) {
          const verify = () => verifyWebhook(SECRET, headersFor({ [name]: value }), BODY, options);

          expect(failedCheck(verify)).toBe('missing-header');
          expect(verify).toThrow(`Header ${name} is missing`);
        }
      },
    );

    it.each([
      ['Webhook-Id', 'Webhook-Timestamp', 'Webhook-Signature'],
      ['WEBHOOK-ID', 'WEBHOOK-TIMESTAMP', 'WEBHOOK-SIGNATURE'],
    ])('takes them as %s, %s and %s', (id, timestamp, signatureName) => {
      const headers = { [id]: ID, [timestamp]: String(TIMESTAMP), [signatureName]: signature() };

      expect(verifyWebhook(SECRET, headers, BODY, options)).toEqual(PAYLOAD);
    });

    it('takes them as lists of one', () => {
      const headers = Object.fromEntries(
        Object.entries(headersFor()).map(([name, value]) => [name, [value]]),
      );

      expect(verifyWebhook(SECRET, headers, BODY, options)).toEqual(PAYLOAD);
    });

    it('refuses another id', () => {
      const headers = headersFor({ 'webhook-id': 'msg_other' });

      expect(failedCheck(() => verifyWebhook(SECRET, headers, BODY, options))).toBe(
        'no-matching-signature',
      );
    });

    it('refuses another timestamp, be it only written otherwise', () => {
      for (const timestamp of [String(TIMESTAMP + 1), `0${TIMESTAMP}`]) {
        const headers = headersFor({ 'webhook-timestamp': timestamp });

        expect(failedCheck(() => verifyWebhook(SECRET, headers, BODY, options))).toBe(
          'no-matching-signature',
        );
      }
    });

    it('refuses an id sent twice', () => {
      const headers = headersFor({ 'webhook-id': [ID, ID] });

      expect(failedCheck(() => verifyWebhook(SECRET, headers, BODY, options))).toBe(
        'no-matching-signature',
      );
    });
  });

  describe('of the signature', () => {
    it.each([
      ['first', [signature(), signature(BODY, { secret: OTHER_SECRET })]],
      ['last', [signature(BODY, { secret: OTHER_SECRET }), signature()]],
    ])('accepts two, as during a rotation, the matching one %s', (_, signatures) => {
      for (const header of [signatures.join(' '), signatures]) {
        const headers = headersFor({ 'webhook-signature': header });

        expect(verifyWebhook(SECRET, headers, BODY, options)).toEqual(PAYLOAD);
      }
    });

    it('passes over versions it does not know', () => {
      const headers = headersFor({ 'webhook-signature': `v1a,bm90IG91cnM= ${signature()}` });

      expect(verifyWebhook(SECRET, headers, BODY, options)).toEqual(PAYLOAD);
    });

    it.each([
      ['under another version', signature().replace('v1,', 'v2,')],
      ['without a version', signature().replace('v1,', '')],
      ['cut short', signature().slice(0, -4)],
      ['with something after it', `${signature()}AAAA`],
      ['of no bytes', 'v1,'],
    ])('refuses one %s', (_, header) => {
      const headers = headersFor({ 'webhook-signature': header });

      expect(failedCheck(() => verifyWebhook(SECRET, headers, BODY, options))).toBe(
        'no-matching-signature',
      );
    });
  });

  describe('of the secret', () => {
    it('refuses what was signed with another', () => {
      expect(failedCheck(() => verifyWebhook(OTHER_SECRET, headersFor(), BODY, options))).toBe(
        'no-matching-signature',
      );
    });

    it.each([
      ['an empty string', ''],
      ['a prefix alone', 'whsec_'],
      ['one that decodes to nothing', 'whsec_A'],
      ['one without its prefix', SECRET.slice('whsec_'.length)],
      ['one that is not base64', 'whsec_not base64!'],
    ])('calls %s a mistake of the receiver', (_, secret) => {
      expect(() => verifyWebhook(secret, headersFor(), BODY, options)).toThrow(TypeError);
    });
  });

  describe('of the timestamp', () => {
    it.each([
      [300, undefined],
      [-300, undefined],
      [10, 10],
      [0, 0],
    ])('accepts an age of %i s where the tolerance is %p', (ageSeconds, toleranceSeconds) => {
      const nowMs = () => NOW_MS + ageSeconds * 1000;

      expect(verifyWebhook(SECRET, headersFor(), BODY, { nowMs, toleranceSeconds })).toEqual(
        PAYLOAD,
      );
    });

    it.each([
      [301, undefined, 'too-old'],
      [-301, undefined, 'too-new'],
      [11, 10, 'too-old'],
      [-11, 10, 'too-new'],
    ])('at %i s and a tolerance of %p says %3$s', (ageSeconds, toleranceSeconds, check) => {
      const nowMs = () => NOW_MS + ageSeconds * 1000;

      expect(
        failedCheck(() => verifyWebhook(SECRET, headersFor(), BODY, { nowMs, toleranceSeconds })),
      ).toBe(check);
    });

    it.each(['soon', '1e9', '-1', '2026-01-01T00:00:00Z', ` ${TIMESTAMP}`])(
      'calls %p malformed',
      (timestamp) => {
        const headers = headersFor({ 'webhook-timestamp': timestamp });

        expect(failedCheck(() => verifyWebhook(SECRET, headers, BODY, options))).toBe(
          'malformed-timestamp',
        );
      },
    );

    it.each([NaN, -1])('calls a tolerance of %p a mistake of the receiver', (toleranceSeconds) => {
      expect(() =>
        verifyWebhook(SECRET, headersFor(), BODY, { ...options, toleranceSeconds }),
      ).toThrow(RangeError);
    });
  });
});
