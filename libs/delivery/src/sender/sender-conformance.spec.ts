import { Webhook } from 'standardwebhooks';
import { EgressGuard } from './egress-guard';
import { LocalSender } from './local-sender';
import type { SendRequest, Sender } from './sender';
import { type Endpoint, httpEndpoint, unusedPort, until } from './testing/endpoint';
import { FROM_SOURCE } from './testing/thread-start';
import { ThreadedSender } from './thread/threaded-sender';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const LOOPBACK = ['127.0.0.0/8'];

const requestTo = (url: string, over: Partial<SendRequest> = {}): SendRequest => ({
  url,
  identity: {
    format: 'hoory',
    messageId: 'msg_1',
    timestampSeconds: Math.floor(Date.now() / 1000),
    attempt: 1,
    test: false,
  },
  secrets: [SECRET],
  customHeaders: [],
  body: '{"event":"message_created"}',
  timeoutMs: 10_000,
  ...over,
});

const OPEN: [string, () => Sender][] = [
  [
    'in this thread',
    () => new LocalSender({ guard: new EgressGuard(LOOPBACK), maxConnectionsPerOrigin: 64 }),
  ],
  [
    'in a thread of its own',
    () =>
      new ThreadedSender(
        { egressAllow: LOOPBACK, egressAllowPorts: [], maxConnectionsPerOrigin: 64 },
        FROM_SOURCE,
      ),
  ],
];

describe.each(OPEN)('A sender %s', (_where, open) => {
  let sender: Sender;
  const endpoints: Endpoint[] = [];

  const givenHttp = async (...args: Parameters<typeof httpEndpoint>): Promise<Endpoint> => {
    const endpoint = await httpEndpoint(...args);
    endpoints.push(endpoint);
    return endpoint;
  };

  beforeEach(() => {
    sender = open();
  });

  afterEach(async () => {
    await sender.close();
    await Promise.all(endpoints.splice(0).map((endpoint) => endpoint.close()));
  });

  it('signs what it POSTs, and tells the signatures', async () => {
    const endpoint = await givenHttp((response) => response.end());
    const body = '{"content":"þetta er prófun 🙂"}';
    const customHeaders = [['X-Team', 'support']] as const;
    const result = await sender.send(requestTo(endpoint.url, { body, customHeaders }));

    const [request] = endpoint.requests;
    const { rawHeaders } = request!;
    const header = (name: string) => rawHeaders[rawHeaders.indexOf(name) + 1]!;
    expect(request).toMatchObject({ method: 'POST', path: '/hook', body });
    expect(
      new Webhook(SECRET).verify(body, {
        'webhook-id': header('webhook-id'),
        'webhook-timestamp': header('webhook-timestamp'),
        'webhook-signature': header('webhook-signature'),
      }),
    ).toEqual(JSON.parse(body));
    expect(header('X-Team')).toBe('support');
    expect(result.signatures).toBe(
      `${header('webhook-signature')}\n${header('X-Hoory-Signature')}`,
    );
  });

  it('tells what the endpoint said and how long it took', async () => {
    const endpoint = await givenHttp((response) =>
      response.writeHead(503, { 'Retry-After': '120', 'X-Trace': ['a', 'b'] }).end('busy ✋'),
    );

    expect(await sender.send(requestTo(endpoint.url))).toMatchObject({
      ok: false,
      statusCode: 503,
      errorClass: 'http-status',
      errorMessage: 'HTTP 503',
      responseBody: 'busy ✋',
      responseHeaders: { 'x-trace': ['a', 'b'] },
      durationMs: expect.any(Number),
      timings: {
        dnsMs: null,
        connectMs: expect.any(Number),
        tlsMs: null,
        firstByteMs: expect.any(Number),
      },
      retryAfter: '120',
    });
  });

  it('gives each of many at once its own answer', async () => {
    const endpoint = await givenHttp((response, { body }) => response.end(body));
    const bodies = Array.from({ length: 200 }, (_value, index) => `{"number":${index}}`);
    const results = await Promise.all(
      bodies.map((body) => sender.send(requestTo(endpoint.url, { body }))),
    );

    expect(results.map(({ responseBody }) => responseBody)).toEqual(bodies);
  });

  it.each([
    ['invalid-url', 'ftp://example.com/'],
    ['refused-address', 'http://10.0.0.1/'],
  ])('tells of %s', async (errorClass, url) => {
    expect(await sender.send(requestTo(url))).toMatchObject({ ok: false, errorClass });
  });

  it('tells that the connection was refused', async () => {
    const url = `http://127.0.0.1:${await unusedPort()}/`;

    expect(await sender.send(requestTo(url))).toMatchObject({ ok: false, errorClass: 'connect' });
  });

  it('tells that the endpoint took too long', async () => {
    const endpoint = await givenHttp(() => undefined);

    expect(await sender.send(requestTo(endpoint.url, { timeoutMs: 200 }))).toMatchObject({
      errorClass: 'timeout',
      errorMessage: 'No response within 200 ms',
    });
  });

  it('rejects headers that HTTP does not permit, and goes on', async () => {
    const endpoint = await givenHttp((response) => response.end());
    const customHeaders = [['X-Name', 'two\r\nlines']] as const;

    await expect(sender.send(requestTo(endpoint.url, { customHeaders }))).rejects.toThrow(
      'invalid X-Name header',
    );
    expect(await sender.send(requestTo(endpoint.url))).toMatchObject({ ok: true });
  });

  it('rejects what it has no secret for', async () => {
    await expect(sender.send(requestTo('http://127.0.0.1/', { secrets: [] }))).rejects.toThrow(
      'No secret to sign delivery msg_1 with',
    );
  });

  it('cuts off what is under way, and takes what comes after', async () => {
    let answers = false;
    const endpoint = await givenHttp((response) => answers && response.end());
    const cut = sender.send(requestTo(endpoint.url));
    await until(() => endpoint.requests.length === 1);
    answers = true;
    sender.abortAll();

    expect(await cut).toMatchObject({ errorClass: 'aborted', errorMessage: 'Cut off by shutdown' });
    expect(await sender.send(requestTo(endpoint.url))).toMatchObject({ ok: true });
  });

  it('cuts off what was asked for a moment ago', async () => {
    const endpoint = await givenHttp(() => undefined);
    const cut = sender.send(requestTo(endpoint.url));
    sender.abortAll();

    expect(await cut).toMatchObject({ errorClass: 'aborted' });
  });

  it('closes its connections and sends no more', async () => {
    const endpoint = await givenHttp(() => undefined);
    const cut = sender.send(requestTo(endpoint.url));
    await until(() => endpoint.requests.length === 1);
    await sender.close();

    expect(await cut).toMatchObject({ errorClass: 'aborted' });
    await until(() => endpoint.open() === 0);
    expect(await sender.send(requestTo(endpoint.url))).toMatchObject({ errorClass: 'aborted' });
    expect(endpoint.requests).toHaveLength(1);
  });
});
