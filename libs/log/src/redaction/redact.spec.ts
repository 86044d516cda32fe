import { redact } from './redact';

describe('The data of an event as it is shown', () => {
  it('has what is no secret as it is, whatever it is called', () => {
    const data = {
      message: { content: 'Sealed with a kiss', contentAttributes: { token: 'of my esteem' } },
      conversation: { customAttributes: { secret: 'santa', sealedBy: 'elves' } },
      sender: null,
      list: [1, 'two', { three: true }],
    };

    expect(redact({ type: 'MessageCreated', data })).toEqual(data);
  });

  it.each([
    [
      'a webhook',
      'WebhookCreated',
      { id: 7, sealedSecret: 'v1.a', customHeaders: { names: ['X-Key'], sealed: 'v1.b' } },
      {
        id: 7,
        sealedSecret: '[redacted]',
        customHeaders: { names: ['X-Key'], sealed: '[redacted]' },
      },
    ],
    [
      'a rotation, with those of before',
      'WebhookSecretRotated',
      { sealedSecret: 'v1.c', previous: [{ sealedSecret: 'v1.a', validUntil: 'soon' }] },
      {
        sealedSecret: '[redacted]',
        previous: [{ sealedSecret: '[redacted]', validUntil: 'soon' }],
      },
    ],
    [
      'an inbox',
      'InboxUpdated',
      { inbox: { id: 1, sealedHmacToken: 'v1.d', callback: { webhookId: 2, sealedSecret: 'v1' } } },
      {
        inbox: {
          id: 1,
          sealedHmacToken: '[redacted]',
          callback: { webhookId: 2, sealedSecret: '[redacted]' },
        },
      },
    ],
    [
      'a password',
      'UserPasswordSet',
      { id: 1, passwordHash: '$scrypt$' },
      { id: 1, passwordHash: '[redacted]' },
    ],
    [
      'an access token',
      'AccessTokenIssued',
      { userId: 1, tokenHash: 'abc' },
      { userId: 1, tokenHash: '[redacted]' },
    ],
  ])('has no secret of %s', (_, type, data, redacted) => {
    expect(redact({ type, data })).toEqual(redacted);
  });

  it('says where there is none, and does not make any up', () => {
    const data = { sealedSecret: '', customHeaders: null };

    expect(redact({ type: 'WebhookCreated', data })).toEqual(data);
    // Of before there were custom headers and callbacks.
    expect(redact({ type: 'WebhookUpdated', data: { id: 1 } })).toEqual({ id: 1 });
  });

  it('leaves the event as it is', () => {
    const data = { customHeaders: { names: [], sealed: 'v1.a' } };
    redact({ type: 'WebhookUpdated', data });

    expect(data).toEqual({ customHeaders: { names: [], sealed: 'v1.a' } });
  });

  it('has nothing at all of an event that it does not know', () => {
    expect(redact({ type: 'SomethingNew', data: { who: 'knows' } })).toBe('[redacted]');
  });
});
