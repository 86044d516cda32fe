import { Targets } from './targets';

describe('The target of a URL', () => {
  it('is its origin, and its path with the query and without the fragment', () => {
    expect(new Targets().of('https://me:secret@Example.com:8443/a b?c=d#e')).toEqual({
      origin: 'https://example.com:8443',
      path: '/a%20b?c=d',
    });
  });

  it('is parsed once', () => {
    const targets = new Targets();

    expect(targets.of('http://example.com/')).toBe(targets.of('http://example.com/'));
  });

  it('is there for more URLs than are remembered', () => {
    const targets = new Targets();
    const urls = Array.from({ length: 3_000 }, (_value, index) => `http://example.com/${index}`);

    for (const url of [...urls, ...urls]) {
      expect(targets.of(url)).toEqual({
        origin: 'http://example.com',
        path: new URL(url).pathname,
      });
    }
  });

  it.each(['ftp://example.com/', 'example.com', '', 'http://'])('is none for %j', (url) => {
    expect(new Targets().of(url)).toBeUndefined();
  });
});
