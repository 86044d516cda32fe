import { parseUrl } from './parse-url';

describe('a URL', () => {
  it('is read however often it was read before', () => {
    // Enough for the caller to be optimised, which is where `URL.canParse` of Node 20 goes wrong.
    const hosts = Array.from({ length: 20_000 }, () => parseUrl('https://bücher.example/')?.host);
    expect(new Set(hosts)).toEqual(new Set(['xn--bcher-kva.example']));
  });

  it.each(['', 'example', '/hooks', 'https://', 'https://a b/'])('is not %j', (text) => {
    expect(parseUrl(text)).toBeUndefined();
  });
});
