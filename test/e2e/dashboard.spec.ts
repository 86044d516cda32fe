import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { request } from 'undici';
import { Installation } from '../support/installation';

const nonceOf = (text: string) => /<meta[^>]+csp-nonce"[^>]+nonce="([^"]+)"/.exec(text)?.[1];

describe('The dashboard', () => {
  let installation: Installation;
  let page: Response;
  let html: string;

  beforeAll(async () => {
    installation = await Installation.start();
    page = await get('/');
    html = await page.text();
  });
  afterAll(() => installation.remove());

  const get = (path: string) => fetch(installation.server.url + path);

  /** As it comes over the wire: fetch decodes it. */
  const getRaw = async (path: string, acceptEncoding: string) => {
    const { headers, body } = await request(installation.server.url + path, {
      headers: { 'accept-encoding': acceptEncoding },
    });
    return { headers, body: Buffer.from(await body.arrayBuffer()) };
  };

  it('runs and calls what comes from its server, and nothing else', () => {
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'content-security-policy': [
        "default-src 'none'",
        "script-src 'self'",
        `style-src 'self' 'nonce-${nonceOf(html)}'`,
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ].join('; '),
    });
  });

  it('has a nonce of each response’s own', async () => {
    const other = nonceOf(await (await get('/')).text());

    expect(Buffer.from(other!, 'base64')).toHaveLength(16);
    expect(other).not.toBe(nonceOf(html));
  });

  it.each([
    '/first-run',
    '/settings/integrations/webhooks/7?status=failed',
    '/live?type=x',
    '/event-types',
    '/event-types/message_created',
    '/access-tokens',
  ])('is the one page at %s', async (path) => {
    const answer = await get(path);
    const text = await answer.text();

    expect(answer.status).toBe(200);
    expect(text.replaceAll(nonceOf(text)!, '')).toBe(html.replaceAll(nonceOf(html)!, ''));
  });

  it('is kept by browsers but for the page, for its files change their names', async () => {
    const [, script] = /src="(\/assets\/[^"]+\.js)"/.exec(html)!;
    const { status, headers } = await get(script!);

    expect(status).toBe(200);
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': expect.stringContaining('javascript'),
      'x-content-type-options': 'nosniff',
    });
  });

  it.each(['br', 'gzip'])(
    'comes compressed to browsers that take %s, byte for byte',
    async (coding) => {
      const [, path] = /href="(\/assets\/[^"]+\.css)"/.exec(html)!;
      const plain = await getRaw(path!, 'identity');
      const compressed = await getRaw(path!, coding);

      expect(plain.headers).not.toHaveProperty('content-encoding');
      expect(compressed.headers).toMatchObject({
        'content-encoding': coding,
        'content-type': 'text/css; charset=utf-8',
        'cache-control': 'public, max-age=31536000, immutable',
        vary: 'accept-encoding',
      });
      const decoded = coding === 'br' ? brotliDecompressSync : gunzipSync;
      expect(decoded(compressed.body).equals(plain.body)).toBe(true);
      expect(compressed.body.length).toBeLessThan(plain.body.length / 4);
    },
  );

  it.each(['/nothing', '/assets/nothing.js', '/api/v1/nothing'])('is not at %s', async (path) => {
    const answer = await get(path);

    expect(answer.status).toBe(404);
    expect(await answer.json()).toEqual({ error: expect.any(String) });
  });
});
