import { once } from 'node:events';
import { type Server, createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import { ConnectionStopwatch } from './connection-stopwatch';
import { EgressGuard } from './egress-guard';
import type { ResolveAll } from './guarded-lookup';
import type { SendResult } from './send-result';
import { HttpSender, type HttpSenderOptions } from './http-sender';
import { type Endpoint, httpEndpoint, unusedPort, until } from './testing/endpoint';
import { SELF_SIGNED } from './testing/self-signed';

/** A duration in milliseconds, to a tenth. */
const isDuration = (ms: number | null) =>
  ms !== null && ms >= 0 && Math.abs(ms * 10 - Math.round(ms * 10)) < 1e-6;

const isFresh = ({ timings }: SendResult) => timings.connectMs !== null;

const NOTHING_OPENED = { dnsMs: null, connectMs: null, tlsMs: null };

const toLoopback: ResolveAll = (_hostname, _options, callback) =>
  setImmediate(callback, null, [{ address: '127.0.0.1', family: 4 }]);

const post = (sender: HttpSender, url: string, timeoutMs = 10_000) =>
  sender.send({ url, headers: [], body: '{}', timeoutMs });

describe('The timings of a POST', () => {
  const senders: HttpSender[] = [];
  const endpoints: Endpoint[] = [];

  const givenSender = (options: Partial<HttpSenderOptions> = {}): HttpSender => {
    const guard = new EgressGuard(['127.0.0.0/8']);
    const sender = new HttpSender({ guard, resolve: toLoopback, ...options });
    senders.push(sender);
    return sender;
  };
  const givenEndpoint = async (...args: Parameters<typeof httpEndpoint>): Promise<Endpoint> => {
    const endpoint = await httpEndpoint(...args);
    endpoints.push(endpoint);
    return endpoint;
  };
  afterEach(async () => {
    await Promise.all(senders.splice(0).map((sender) => sender.close()));
    await Promise.all(endpoints.splice(0).map((endpoint) => endpoint.close()));
  });

  it('are those of the look-up, of TCP, of the first byte and of the whole', async () => {
    const { port } = await givenEndpoint((response) => response.end('ok'));
    const { timings, durationMs } = await post(givenSender(), `http://hooks.example.com:${port}/`);

    expect(isDuration(timings.dnsMs)).toBe(true);
    expect(isDuration(timings.connectMs)).toBe(true);
    expect(timings.tlsMs).toBeNull();
    expect(isDuration(timings.firstByteMs)).toBe(true);
    expect(isDuration(durationMs)).toBe(true);
    expect(durationMs).toBeGreaterThanOrEqual(timings.firstByteMs!);
  });

  it('have no look-up where the host is an address', async () => {
    const endpoint = await givenEndpoint((response) => response.end());
    const { timings } = await post(givenSender(), endpoint.url);

    expect(timings.dnsMs).toBeNull();
    expect(isDuration(timings.connectMs)).toBe(true);
  });

  it('have nothing of a connection that was there already', async () => {
    const endpoint = await givenEndpoint((response) => response.end());
    const sender = givenSender();
    await post(sender, endpoint.url);
    await nextTurn();
    const { timings } = await post(sender, endpoint.url);

    expect(timings).toMatchObject(NOTHING_OPENED);
    expect(isDuration(timings.firstByteMs)).toBe(true);
    expect(endpoint.accepted()).toBe(1);
  });

  it('go as far as the connection came', async () => {
    const refused = await post(givenSender(), `http://hooks.example.com:${await unusedPort()}/`);
    expect(refused.errorClass).toBe('connect');
    expect(isDuration(refused.timings.dnsMs)).toBe(true);
    expect(refused.timings).toMatchObject({ connectMs: null, tlsMs: null, firstByteMs: null });

    const server = await listenTls();
    const untrusted = await post(givenSender(), `https://127.0.0.1:${portOf(server)}/`);
    expect(untrusted.errorClass).toBe('tls');
    expect(isDuration(untrusted.timings.connectMs)).toBe(true);
    expect(untrusted.timings).toMatchObject({ dnsMs: null, tlsMs: null, firstByteMs: null });
    await new Promise((resolve) => server.close(resolve));
  });

  it('of a connection are one POST’s, however many are in flight', async () => {
    let answered = 0;
    const respond: Parameters<typeof httpEndpoint>[0] = (response) => {
      answered += 1;
      if (answered % 3 === 0) {
        response.setHeader('Connection', 'close');
      }
      setTimeout(() => response.end('ok'), answered % 5);
    };
    const origins = await Promise.all([1, 2, 3, 4].map(() => givenEndpoint(respond)));
    const sender = givenSender({ maxConnectionsPerOrigin: 8 });
    const results: SendResult[] = [];
    const keepPosting = async (start: number): Promise<void> => {
      for (let count = 0; count < 25; count += 1) {
        const { port } = origins[(start + count) % origins.length]!;
        const host = count % 2 === 0 ? '127.0.0.1' : 'hooks.example.com';
        results.push(await post(sender, `http://${host}:${port}/`));
      }
    };
    await Promise.all(Array.from({ length: 64 }, (_, start) => keepPosting(start)));

    const opened = origins.reduce((sum, { accepted }) => sum + accepted(), 0);
    expect(results.filter(({ ok }) => !ok)).toEqual([]);
    expect(results.filter(isFresh)).toHaveLength(opened);
    expect(opened).toBeGreaterThan(results.length / 4);
    expect(opened).toBeLessThan(results.length);
  });

  describe('while a name server keeps a connection waiting', () => {
    let answers: (() => void)[];
    const resolve: ResolveAll = (_hostname, _options, callback) =>
      answers.push(() => callback(null, [{ address: '127.0.0.1', family: 4 }]));
    beforeEach(() => {
      answers = [];
    });

    it('are nobody’s of a connection whose POST had given up', async () => {
      const endpoint = await givenEndpoint((response) => response.end());
      const sender = givenSender({ resolve, maxConnectionsPerOrigin: 1 });
      const url = `http://hooks.example.com:${endpoint.port}/`;
      expect(await post(sender, url, 50)).toMatchObject({
        errorClass: 'timeout',
        timings: { ...NOTHING_OPENED, firstByteMs: null },
      });

      answers.forEach((answer) => answer());
      await until(() => endpoint.accepted() === 1);
      // Connected on this side too, where the server has heard of it.
      await nextTurn();
      expect((await post(sender, url)).timings).toMatchObject(NOTHING_OPENED);
      expect(endpoint.accepted()).toBe(1);
    });

    it('are the next one’s that waits for it, and is the first on it', async () => {
      const endpoint = await givenEndpoint((response) => response.end());
      const sender = givenSender({ resolve, maxConnectionsPerOrigin: 1 });
      const url = `http://hooks.example.com:${endpoint.port}/`;
      const late = post(sender, url, 50);
      const next = post(sender, url);
      const last = post(sender, url);
      expect(await late).toMatchObject({ errorClass: 'timeout', timings: NOTHING_OPENED });

      answers.forEach((answer) => answer());
      expect(isDuration((await next).timings.dnsMs)).toBe(true);
      expect(isFresh(await next)).toBe(true);
      expect((await last).timings).toMatchObject(NOTHING_OPENED);
      expect(endpoint.accepted()).toBe(1);
    });
  });
});

describe('A stopwatch', () => {
  it('tells TCP from TLS', async () => {
    const server = await listenTls();
    const stopwatch = new ConnectionStopwatch();
    const socket = connectTls({ host: '127.0.0.1', port: portOf(server), ca: SELF_SIGNED.cert });
    stopwatch.watch(socket);
    await once(socket, 'secureConnect');
    const { dnsMs, connectMs, tlsMs } = stopwatch.read(true);

    expect(dnsMs).toBeNull();
    expect(isDuration(connectMs)).toBe(true);
    expect(isDuration(tlsMs)).toBe(true);
    expect(tlsMs).toBeGreaterThan(0);
    socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
});

async function listenTls(): Promise<Server> {
  const server = createTlsServer(SELF_SIGNED);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
