import { redact } from './redact';

describe('The data of an event as it is shown', () => {
  it('has what is no secret as it is', () => {
    const data = {
      id: 7,
      name: 'Sealed with a kiss',
      nothing: null,
      list: [1, 'two', { three: true }],
      conversation: { displayId: 3, customAttributes: { plan: 'pro' } },
    };

    expect(redact(data)).toEqual(data);
  });

  it.each([
    'sealedSecret',
    'sealedHmacToken',
    'sealed',
    'tokenHash',
    'passwordHash',
    'accessToken',
    'secret',
  ])('does not have the value of %s, wherever it stands', (name) => {
    const data = { [name]: 'value', list: [{ [name]: 'value', id: 1 }], deep: { [name]: 'value' } };

    expect(redact(data)).toEqual({
      [name]: '[redacted]',
      list: [{ [name]: '[redacted]', id: 1 }],
      deep: { [name]: '[redacted]' },
    });
  });

  it('says where there is none', () => {
    expect(redact({ sealedSecret: '', passwordHash: null })).toEqual({
      sealedSecret: '',
      passwordHash: null,
    });
  });
});
