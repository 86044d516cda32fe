import { EgressGuard } from './egress-guard';
import { HttpSender, type HttpSenderOptions } from './http-sender';
import { type Endpoint, httpEndpoint, silentEndpoint, until } from './testing/endpoint';

const CONNECT_LIMIT_MS = 5_000;

const post = (sender: HttpSender, url: string, timeoutMs = 10_000) =>
  sender.send({ url, headers: [], body: '{}', timeoutMs });

describe('A POST out of time', () => {
  const senders: HttpSender[] = [];
  const endpoints: Endpoint[] = [];

  const givenSender = (options: Partial<HttpSenderOptions> = {}): HttpSender => {
    const sender = new HttpSender({ guard: new EgressGuard(['127.0.0.0/8']), ...options });
    senders.push(sender);
    return sender;
  };
  const given = async (starting: Promise<Endpoint>): Promise<Endpoint> => {
    const endpoint = await starting;
    endpoints.push(endpoint);
    return endpoint;
  };
  const givenHttp = (...args: Parameters<typeof httpEndpoint>) => given(httpEndpoint(...args));
  afterEach(async () => {
    await Promise.all(senders.splice(0).map((sender) => sender.close()));
    await Promise.all(endpoints.splice(0).map((endpoint) => endpoint.close()));
  });

  it('says that no response came', async () => {
    const endpoint = await givenHttp(() => undefined);

    expect(await post(givenSender(), endpoint.url, 200)).toMatchObject({
      ok: false,
      statusCode: null,
      errorClass: 'timeout',
      errorMessage: 'No response within 200 ms',
    });
  });

  it('says that the response was not complete, whatever its status, and what came of it', async () => {
    const timers: NodeJS.Timeout[] = [];
    const endpoint = await givenHttp((response) => {
      response.write('drip');
      timers.push(setInterval(() => response.write('drip'), 20));
    });
    const result = await post(givenSender(), endpoint.url, 200);
    timers.forEach(clearInterval);

    expect(result).toMatchObject({
      ok: false,
      statusCode: 200,
      errorClass: 'timeout',
      errorMessage: 'Response not complete within 200 ms',
      responseBody: expect.stringMatching(/^(drip)+$/),
    });
  });

  it('is not one that was answered in time while this process was busy', async () => {
    const endpoint = await givenHttp((response) => {
      response.end('in time');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
    });

    expect(await post(givenSender(), endpoint.url, 200)).toMatchObject({
      ok: true,
      responseBody: 'in time',
    });
  });

  it('has its whole limit for the response, however long it waited for its connection', async () => {
    const limitMs = 2_000;
    const endpoint = await givenHttp((response) => setTimeout(() => response.end(), limitMs * 0.6));
    const sender = givenSender({ maxConnectionsPerOrigin: 1 });
    const results = await Promise.all([
      post(sender, endpoint.url, limitMs),
      post(sender, endpoint.url, limitMs),
    ]);

    expect(results).toMatchObject([{ ok: true }, { ok: true }]);
    expect(results[1].durationMs).toBeGreaterThan(limitMs);
    expect(endpoint.accepted()).toBe(1);
  });

  it('gives up a connection that is not there after 5 s, or after its own limit if that is less', async () => {
    const endpoint = await given(silentEndpoint());
    const url = `https://127.0.0.1:${endpoint.port}/`;
    const sender = givenSender();
    const [patient, hasty] = await Promise.all([
      post(sender, url, CONNECT_LIMIT_MS * 10),
      post(sender, url, 200),
    ]);

    expect(patient).toMatchObject({
      statusCode: null,
      errorClass: 'timeout',
      errorMessage: expect.stringContaining(`${CONNECT_LIMIT_MS}ms`),
    });
    expect(isLate(patient.durationMs, CONNECT_LIMIT_MS)).toBe(false);
    expect(hasty).toMatchObject({
      statusCode: null,
      errorClass: 'timeout',
      errorMessage: 'Not connected within 200 ms',
    });
    expect(isLate(hasty.durationMs, 200)).toBe(false);
    await until(() => endpoint.open() === 0);
  });

  it('does not wait for a name server that never answers', async () => {
    const sender = givenSender({ resolve: () => undefined });

    expect(await post(sender, 'http://hooks.example.com/', 200)).toMatchObject({
      errorClass: 'timeout',
      errorMessage: 'Not connected within 200 ms',
    });
  });

  it('leaves nothing of a connection that is being opened when the sender closes', async () => {
    const endpoint = await given(silentEndpoint());
    const sender = givenSender();
    const waiting = post(sender, `https://127.0.0.1:${endpoint.port}/`, CONNECT_LIMIT_MS * 10);
    await until(() => endpoint.open() === 1);
    await sender.close();

    expect(await waiting).toMatchObject({ errorClass: 'aborted' });
    await until(() => endpoint.open() === 0);
  });
});

/** With a tolerance that no machine is too busy for. */
function isLate(durationMs: number, limitMs: number): boolean {
  return durationMs > limitMs + 4_000;
}
