import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { EgressGuard } from './egress-guard';
import { HttpSender } from './http-sender';
import { signHeaders } from './sign';
import { type Endpoint, httpEndpoint } from './testing/endpoint';

const LIMIT = 16 * 1024;

describe('A POST', () => {
  const sender = new HttpSender({ guard: new EgressGuard(['127.0.0.0/8']) });
  const endpoints: Endpoint[] = [];

  const givenHttp = async (...args: Parameters<typeof httpEndpoint>): Promise<Endpoint> => {
    const endpoint = await httpEndpoint(...args);
    endpoints.push(endpoint);
    return endpoint;
  };
  const post = (url: string) =>
    sender.send({
      url,
      headers: ['Content-Type', 'application/json'],
      body: '{}',
      timeoutMs: 10_000,
    });

  afterEach(() => Promise.all(endpoints.splice(0).map((endpoint) => endpoint.close())));
  afterAll(() => sender.close());

  describe('that is answered', () => {
    it.each([200, 201, 204, 299])('with %i succeeds', async (status) => {
      const endpoint = await givenHttp((response) => response.writeHead(status).end());

      expect(await post(endpoint.url)).toMatchObject({
        ok: true,
        statusCode: status,
        errorClass: null,
        errorMessage: null,
        responseBody: '',
        retryAfter: null,
      });
    });

    it('has sent the path, the query, the headers and the body as they were given', async () => {
      const endpoint = await givenHttp((response) => response.end());
      const body = '{"content":"þetta 🙂"}';
      const { headers } = signHeaders(
        {
          format: 'hoory',
          messageId: 'msg_1',
          timestampSeconds: 1767225600,
          attempt: 1,
          test: true,
        },
        { secrets: ['whsec_c2VjcmV0'], customHeaders: [['X-Team', 'support']], body },
      );
      await sender.send({ url: `${endpoint.url}/a?b=c#d`, headers, body, timeoutMs: 10_000 });

      const [request] = endpoint.requests;
      expect(request).toMatchObject({ method: 'POST', path: '/hook/a?b=c', body });
      expect(request?.rawHeaders).toEqual(
        ['host', `127.0.0.1:${endpoint.port}`, 'connection', 'keep-alive'].concat(headers, [
          'content-length',
          String(Buffer.byteLength(body)),
        ]),
      );
    });

    it('keeps what the endpoint said', async () => {
      const endpoint = await givenHttp((response) =>
        response.writeHead(503, { 'Retry-After': '120', 'X-Trace': 'abc' }).end('busy ✋'),
      );
      const result = await post(endpoint.url);

      expect(result).toMatchObject({
        ok: false,
        statusCode: 503,
        errorClass: 'http-status',
        errorMessage: 'HTTP 503',
        responseBody: 'busy ✋',
        responseHeaders: { 'x-trace': 'abc' },
        retryAfter: '120',
      });
      expect(result.durationMs).toBeGreaterThanOrEqual(0);
    });

    it.each([301, 302, 303, 307, 308])('with %i fails and is not redirected', async (status) => {
      const elsewhere = await givenHttp((response) => response.end());
      const endpoint = await givenHttp((response) =>
        response.writeHead(status, { Location: elsewhere.url }).end(),
      );

      expect(await post(endpoint.url)).toMatchObject({
        ok: false,
        statusCode: status,
        errorClass: 'redirect',
        responseHeaders: { location: elsewhere.url },
      });
      expect(elsewhere.accepted()).toBe(0);
    });

    it('with early hints first counts by the final status', async () => {
      const endpoint = await givenHttp((response) => {
        response.writeEarlyHints({ link: '</style.css>; rel=preload' });
        response.writeHead(202).end('final');
      });

      expect(await post(endpoint.url)).toMatchObject({
        ok: true,
        statusCode: 202,
        responseBody: 'final',
      });
    });

    it('in gzip leaves the bytes as they came', async () => {
      const zipped = gzipSync('a'.repeat(1_000_000));
      const endpoint = await givenHttp((response) =>
        response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(zipped),
      );

      expect((await post(endpoint.url)).responseBody).toBe(zipped.toString('utf8'));
    });

    it('in bytes that are no UTF-8 replaces them', async () => {
      const endpoint = await givenHttp((response) => response.end(Buffer.from([0x6f, 0xff, 0x6b])));

      expect((await post(endpoint.url)).responseBody).toBe('o\uFFFDk');
    });

    it('in many small chunks has them all', async () => {
      const text = 'drip 💧 '.repeat(100);
      const endpoint = await givenHttp((response) => {
        for (const byte of Buffer.from(text)) {
          response.write(Buffer.of(byte));
        }
        response.end();
      });

      expect((await post(endpoint.url)).responseBody).toBe(text);
    });
  });

  describe('with a long response', () => {
    it('reads 16 KiB of an endless one, drops the connection and counts by the status', async () => {
      let dropped: Promise<unknown> = Promise.resolve();
      const endpoint = await givenHttp((response) => {
        dropped = once(response, 'close');
        const pour = (): void => {
          while (!response.destroyed && response.write('x'.repeat(1000)));
        };
        response.on('drain', pour);
        pour();
      });
      const result = await post(endpoint.url);

      expect(result).toMatchObject({ ok: true, statusCode: 200 });
      expect(result.responseBody).toBe('x'.repeat(LIMIT));
      await dropped;
    });

    it('reads one of exactly 16 KiB to its end and keeps the connection', async () => {
      const endpoint = await givenHttp((response) => response.end('x'.repeat(LIMIT)));
      expect((await post(endpoint.url)).responseBody).toHaveLength(LIMIT);
      // undici takes the connection back a turn after the response.
      await setImmediate();
      await post(endpoint.url);

      expect(endpoint.accepted()).toBe(1);
    });

    it('of an error counts by the status too', async () => {
      const endpoint = await givenHttp((response) =>
        response.writeHead(500).end('x'.repeat(LIMIT * 2)),
      );

      expect(await post(endpoint.url)).toMatchObject({
        statusCode: 500,
        errorClass: 'http-status',
        responseBody: 'x'.repeat(LIMIT),
      });
    });
  });

  it('with a header that HTTP does not permit is the mistake of the caller', async () => {
    const endpoint = await givenHttp((response) => response.end());
    const headers = ['X-Name', 'two\r\nlines'];

    await expect(
      sender.send({ url: endpoint.url, headers, body: '{}', timeoutMs: 10_000 }),
    ).rejects.toThrow('invalid X-Name header');
    expect(endpoint.requests).toEqual([]);
  });
});
