import { Refusal } from '@app/event-store';
import { checkCustomHeaders } from './custom-headers';

const faultOf = (headers: object): Refusal | undefined => {
  try {
    checkCustomHeaders(headers as Record<string, string>);
    return undefined;
  } catch (error) {
    return error as Refusal;
  }
};

const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`X-${n}`, 'x']));

describe('the headers an owner adds', () => {
  it.each([
    [{ 'X-Api-Key': 'key' }],
    [{ Authorization: 'Bearer a b' }],
    [{ Cookie: 'a=1; b="2"' }],
    [{ 'x!#$%&*+.^_`|~-1': '~' }],
    [{ ['x'.repeat(64)]: 'x'.repeat(1_024) }],
    [{ 'X-Webhook-Id': 'x', Dated: 'x', Contents: 'x', Acceptance: 'x' }],
    [many(20)],
    [{}],
  ])('may be %j', (headers) => {
    expect(faultOf(headers)).toBeUndefined();
  });

  it.each([
    'Host',
    'host',
    'Connection',
    'Content-Type',
    'content-length',
    'Content-Anything',
    'Transfer-Encoding',
    'TE',
    'Trailer',
    'Upgrade',
    'Expect',
    'Keep-Alive',
    'Proxy-Authorization',
    'Accept',
    'Accept-Encoding',
    'User-Agent',
    'Date',
    'webhook-id',
    'Webhook-Anything',
    'X-Hoory-Signature',
    'X-Chatwoot-Delivery',
  ])('may not be named %s, which is not theirs', (name) => {
    expect(faultOf({ [name]: 'x' })).toMatchObject({
      reason: 'invalid',
      message: `Headers must not have ${name}, which the system or HTTP sets itself`,
      attributes: ['headers'],
    });
  });

  it.each(['', 'X Key', 'X:Key', 'X\nKey', 'Schlüssel', '(x)', 'x'.repeat(65)])(
    'may not be named %j, which is no name',
    (name) => {
      expect(faultOf({ [name]: 'x' })).toMatchObject({
        message: expect.stringContaining(
          'must have RFC 9110 tokens of at most 64 characters as names',
        ),
        attributes: ['headers'],
      });
    },
  );

  it.each([
    '',
    ' x',
    'x ',
    ' ',
    'a\tb',
    'a\r\nX-Other: b',
    'a\0b',
    'schlüssel',
    'x'.repeat(1_025),
    5,
    null,
    ['x'],
    {},
  ])('may not have the value %j', (value) => {
    expect(faultOf({ 'X-Key': value })).toMatchObject({
      message: expect.stringContaining('must have for X-Key 1 to 1024 visible ASCII characters'),
      attributes: ['headers'],
    });
  });

  it('may not have one name twice, in whatever case', () => {
    expect(faultOf({ 'X-Key': 'a', 'x-key': 'b' })).toMatchObject({
      message: 'Headers must have each name once, got x-key twice',
    });
  });

  it('may not be more than 20', () => {
    expect(faultOf(many(21))).toMatchObject({ message: 'Headers must be at most 20, got 21' });
  });

  it('are refused without a word of their values', () => {
    expect(faultOf({ 'X-Key': 'sécret' })?.message).not.toContain('sécret');
    expect(faultOf({ 'X Key': 'secret' })?.message).not.toContain('secret');
  });
});
