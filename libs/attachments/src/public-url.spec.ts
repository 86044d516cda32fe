import { PublicUrl } from './public-url';

describe('the public URL', () => {
  it('is the one that was set, wherever the server listens', () => {
    const url = new PublicUrl('https://hoory.example.com/hooks');
    url.listensAt('http://127.0.0.1:3000');
    expect(url.of('/a%20b')).toBe('https://hoory.example.com/hooks/a%20b');
  });

  it('is else where the server listens, and not known before', () => {
    const url = new PublicUrl(undefined);
    expect(() => url.of('/a')).toThrow('The public URL is not known before listening');
    url.listensAt('http://127.0.0.1:3000');
    expect(url.of('/a')).toBe('http://127.0.0.1:3000/a');
  });
});
