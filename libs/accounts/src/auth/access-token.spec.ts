import { hashAccessToken, makeAccessToken } from './access-token';

describe('an access token', () => {
  it('is 144 random bits that a header carries as they are', () => {
    const tokens = Array.from({ length: 100 }, makeAccessToken);
    expect(tokens.every((token) => /^[\w-]{24}$/.test(token))).toBe(true);
    expect(new Set(tokens).size).toBe(tokens.length);
  });

  it('is known again by its SHA-256', () => {
    expect(hashAccessToken('abc')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', // FIPS 180-4, "abc"
    );
  });
});
