import { once } from 'node:events';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { EgressGuard } from './egress-guard';
import { HttpSender } from './http-sender';
import { type Endpoint, httpEndpoint, tcpEndpoint, unusedPort } from './testing/endpoint';
import { SELF_SIGNED } from './testing/self-signed';

describe('A POST', () => {
  const sender = new HttpSender({ guard: new EgressGuard(['127.0.0.0/8']) });
  const endpoints: Endpoint[] = [];

  const given = async (starting: Promise<Endpoint>): Promise<Endpoint> => {
    const endpoint = await starting;
    endpoints.push(endpoint);
    return endpoint;
  };
  const givenHttp = (...args: Parameters<typeof httpEndpoint>) => given(httpEndpoint(...args));
  const givenTcp = (...args: Parameters<typeof tcpEndpoint>) => given(tcpEndpoint(...args));
  const post = (url: string) => sender.send({ url, headers: [], body: '{}', timeoutMs: 10_000 });

  afterEach(() => Promise.all(endpoints.splice(0).map((endpoint) => endpoint.close())));
  afterAll(() => sender.close());

  describe('that finds no HTTP', () => {
    it('says that the connection was refused', async () => {
      expect(await post(`http://127.0.0.1:${await unusedPort()}/`)).toMatchObject({
        ok: false,
        statusCode: null,
        errorClass: 'connect',
        errorMessage: expect.stringContaining('ECONNREFUSED'),
      });
    });

    it('says that the name does not exist', async () => {
      // A label longer than DNS permits (RFC 1035: 63 octets): no name server needs to be asked.
      const host = `${'a'.repeat(64)}.invalid`;
      expect(await post(`http://${host}/`)).toMatchObject({
        statusCode: null,
        errorClass: 'dns',
        errorMessage: expect.stringContaining(host),
      });
    });

    it.each<[string, (socket: Socket) => void]>([
      ['before the response', (socket) => socket.resetAndDestroy()],
      ['without a word', (socket) => socket.end()],
      ['after early hints', (socket) => socket.end('HTTP/1.1 103 Early Hints\r\n\r\n')],
      ['in the headers', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-')],
    ])('is reset where the connection ends %s', async (_when, talk) => {
      const endpoint = await givenTcp(talk);

      expect(await post(endpoint.url)).toMatchObject({
        ok: false,
        statusCode: null,
        errorClass: 'reset',
      });
    });

    it.each([
      ['of a known length', 'Content-Length: 10\r\n\r\nhalf'],
      ['of a known length that closes', 'Content-Length: 10\r\nConnection: close\r\n\r\nhalf'],
      ['in chunks', 'Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n'],
      [
        'in chunks that closes',
        'Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n4\r\nhalf\r\n',
      ],
    ])('is reset where the connection ends in a body %s', async (_kind, rest) => {
      const endpoint = await givenTcp((socket) => socket.end(`HTTP/1.1 200 OK\r\n${rest}`));

      expect(await post(endpoint.url)).toMatchObject({
        ok: false,
        statusCode: 200,
        errorClass: 'reset',
        responseBody: 'half',
      });
    });

    it('is reset where the connection is torn in the body', async () => {
      const endpoint = await givenTcp((socket) =>
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf', () =>
          setTimeout(() => socket.resetAndDestroy(), 50),
        ),
      );

      expect(await post(endpoint.url)).toMatchObject({ ok: false, errorClass: 'reset' });
    });

    it.each([
      ['garbage', 'SSH-2.0-OpenSSH_9.6\r\n'],
      ['a broken header', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nbroken header\r\n\r\n{}'],
      ['endless headers', `HTTP/1.1 200 OK\r\n${'X-Long: aaaaaaaaaaaaaaaaaaaa\r\n'.repeat(1000)}`],
    ])('does not take %s for a response', async (_what, text) => {
      const endpoint = await givenTcp((socket) => socket.write(text));

      expect(await post(endpoint.url)).toMatchObject({
        ok: false,
        statusCode: null,
        errorClass: 'invalid-response',
      });
    });
  });

  describe('over TLS', () => {
    it('fails on a port that does not speak it', async () => {
      const endpoint = await givenHttp((response) => response.end());

      expect(await post(`https://127.0.0.1:${endpoint.port}/`)).toMatchObject({
        statusCode: null,
        errorClass: 'tls',
      });
      expect(endpoint.requests).toEqual([]);
    });

    it('fails on a certificate that nobody trusts, before anything is sent', async () => {
      const requests: unknown[] = [];
      const server = createTlsServer(SELF_SIGNED, (request) => requests.push(request));
      await once(server.listen(0, '127.0.0.1'), 'listening');
      const { port } = server.address() as AddressInfo;

      expect(await post(`https://127.0.0.1:${port}/`)).toMatchObject({
        statusCode: null,
        errorClass: 'tls',
        errorMessage: expect.stringContaining('self-signed'),
      });
      expect(requests).toEqual([]);
      await new Promise((resolve) => server.close(resolve));
    });

    it('says that the connection was refused where it was', async () => {
      expect(await post(`https://127.0.0.1:${await unusedPort()}/`)).toMatchObject({
        errorClass: 'connect',
      });
    });
  });

  it.each(['', 'example.com/hook', 'ftp://example.com/', 'file:///etc/passwd', 'http://'])(
    'to "%s" fails for the URL',
    async (url) => {
      expect(await post(url)).toMatchObject({
        ok: false,
        statusCode: null,
        errorClass: 'invalid-url',
        errorMessage: `Not an http or https URL: ${url}`,
      });
    },
  );
});
