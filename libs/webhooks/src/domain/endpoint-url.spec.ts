import { isEndpointUrl, normalizeUrl } from './endpoint-url';

const ofLength = (length: number): string => 'https://example.com/'.padEnd(length, 'a');

describe('the URL of a webhook', () => {
  it('may have letters beyond ASCII however many URLs were read before', () => {
    // `URL.canParse` of Node 20 refuses them as soon as its caller is optimised.
    const taken = Array.from({ length: 20_000 }, () => isEndpointUrl('https://bücher.example/'));
    expect(taken).not.toContain(false);
  });

  it.each([
    ['https', 'https://example.com/hooks?source=hoory#top'],
    ['http', 'http://example.com/hooks'],
    ['a scheme in capitals', 'HTTPS://example.com/hooks'],
    ['a port', 'https://example.com:8443/hooks'],
    ['localhost', 'http://localhost:3000/hooks'],
    ['a host without a dot', 'http://n8n/webhook/1'],
    ['an IPv4 address', 'http://127.0.0.1:8080'],
    ['an IPv6 address', 'http://[::1]:8080/hooks'],
    ['an internationalised name', 'https://bücher.example/haken'],
    ['letters of any script in the path', 'https://example.com/вебхук'],
    ['an @ in the path', 'https://example.com/@hoory'],
    ['2,048 characters', ofLength(2_048)],
  ])('may have %s', (_, url) => {
    expect(isEndpointUrl(url)).toBe(true);
  });

  it.each([
    ['be empty', ''],
    ['be a word', 'example'],
    ['lack a scheme', 'example.com/hooks'],
    ['be relative', '/hooks'],
    ['be relative to a scheme', '//example.com/hooks'],
    ['have another scheme', 'ftp://example.com/hooks'],
    ['be a script', 'javascript://example.com/%0aalert(1)'],
    ['have a user and a password', 'https://ada:secret@example.com/hooks'],
    ['have a user', 'https://ada@example.com/hooks'],
    ['have a password', 'https://:secret@example.com/hooks'],
    ['lack a host', 'https://'],
    ['lack a host before the path', 'https:///hooks'],
    ['lack a host before the query', 'https://?source=hoory'],
    ['lack a host before the port', 'https://:8443'],
    ['lack the slashes', 'http:example.com'],
    ['lack a slash', 'http:/example.com'],
    ['begin with a space', ' https://example.com'],
    ['end in a line break', 'https://example.com\n'],
    ['have a space in the path', 'https://example.com/my hooks'],
    ['have a space in the host', 'https://exa mple.com/hooks'],
    ['have a backslash in the path', 'https://example.com\\hooks'],
    ['have backslashes for slashes', 'https:\\\\example.com'],
    ['have a tab', 'https://example.com/a\tb'],
    ['have a line break', 'https://example.com/a\r\nb'],
    ['have a null character', 'https://example.com/a\u0000b'],
    ['have an escape character', 'https://example.com/a\u001bb'],
    ['have a delete character', 'https://example.com/a\u007fb'],
    ['have a port that is none', 'https://example.com:65536'],
    ['have an address that is none', 'https://[::g]/hooks'],
    ['have 2,049 characters', ofLength(2_049)],
  ])('may not %s', (_, url) => {
    expect(isEndpointUrl(url)).toBe(false);
  });
});

describe('a normalised URL', () => {
  it.each([
    ['capitals in scheme and host', 'HTTPS://Example.COM/Hooks', 'https://example.com/Hooks'],
    ['the scheme’s own port', 'https://example.com:443/a', 'https://example.com/a'],
    ['no path', 'http://example.com', 'http://example.com/'],
    ['steps back in the path', 'http://example.com/a/../b', 'http://example.com/b'],
    ['a fragment', 'http://example.com/a#here', 'http://example.com/a'],
    ['an empty fragment', 'http://example.com/a#', 'http://example.com/a'],
    ['letters outside ASCII', 'https://bücher.example/ä', 'https://xn--bcher-kva.example/%C3%A4'],
    ['an address spelt long', 'http://[0:0:0:0:0:0:0:1]/', 'http://[::1]/'],
  ])('is one for every spelling: %s', (_, url, normalized) => {
    expect(normalizeUrl(url)).toBe(normalized);
  });

  it.each([
    ['another scheme', 'https://example.com/a', 'http://example.com/a'],
    ['another port', 'https://example.com:8443/a', 'https://example.com/a'],
    ['another path', 'https://example.com/a', 'https://example.com/A'],
    ['another query', 'https://example.com/a?b=1', 'https://example.com/a?b=2'],
    ['a slash at the end', 'https://example.com/a/', 'https://example.com/a'],
  ])('differs for %s', (_, one, other) => {
    expect(normalizeUrl(one)).not.toBe(normalizeUrl(other));
  });

  it('is its own normal form', () => {
    const normalized = normalizeUrl('HTTP://Bücher.example:80/a/../ä?b=c d#e');
    expect(normalizeUrl(normalized)).toBe(normalized);
  });
});
