import { setTimeout as sleep } from 'node:timers/promises';
import { EgressGuard } from './egress-guard';
import { HttpSender, type HttpSenderOptions } from './http-sender';
import { type Endpoint, httpEndpoint, until } from './testing/endpoint';

const post = (sender: HttpSender, url: string, timeoutMs = 10_000) =>
  sender.send({ url, headers: [], body: '{}', timeoutMs });

describe('The connections of a sender', () => {
  const senders: HttpSender[] = [];
  const endpoints: Endpoint[] = [];

  const givenSender = (options: Partial<HttpSenderOptions> = {}): HttpSender => {
    const sender = new HttpSender({ guard: new EgressGuard(['127.0.0.0/8']), ...options });
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

  it.each([200, 302, 404, 500])('are used again after a %i', async (status) => {
    const endpoint = await givenEndpoint((response) => response.writeHead(status).end('{}'));
    const sender = givenSender({ maxConnectionsPerOrigin: 1 });
    for (let count = 0; count < 10; count += 1) {
      await post(sender, endpoint.url);
    }

    expect(endpoint.requests).toHaveLength(10);
    expect(endpoint.accepted()).toBe(1);
  });

  it('are used again by every path of an origin', async () => {
    const endpoint = await givenEndpoint((response) => response.end());
    const sender = givenSender({ maxConnectionsPerOrigin: 1 });
    await post(sender, `${endpoint.url}/a`);
    await post(sender, `${endpoint.url}/b`);

    expect(endpoint.accepted()).toBe(1);
  });

  it('are replaced where the endpoint has closed them meanwhile', async () => {
    const endpoint = await givenEndpoint((response) =>
      response.setHeader('Connection', 'close').end(),
    );
    const sender = givenSender();

    expect(await post(sender, endpoint.url)).toMatchObject({ ok: true });
    expect(await post(sender, endpoint.url)).toMatchObject({ ok: true });
    expect(endpoint.accepted()).toBe(2);
  });

  it('are no more than allowed to one origin; the rest waits its turn', async () => {
    let mostOpen = 0;
    const endpoint = await givenEndpoint((response) => {
      mostOpen = Math.max(mostOpen, endpoint.open());
      setTimeout(() => response.end(), 10);
    });
    const sender = givenSender({ maxConnectionsPerOrigin: 2 });
    const results = await Promise.all(Array.from({ length: 10 }, () => post(sender, endpoint.url)));

    expect(results.every(({ ok }) => ok)).toBe(true);
    expect(mostOpen).toBe(2);
  });

  it('never carry a request whose deadline passed while it waited, and serve the next', async () => {
    const answers: (() => void)[] = [];
    const endpoint = await givenEndpoint((response, { path }) => {
      if (path === '/slow') {
        answers.push(() => response.end());
      } else {
        response.end();
      }
    });
    const origin = `http://127.0.0.1:${endpoint.port}`;
    const sender = givenSender({ maxConnectionsPerOrigin: 1 });
    const slow = post(sender, `${origin}/slow`);
    await until(() => answers.length === 1);

    const late = [1, 2, 3].map(() => post(sender, `${origin}/late`, 50));
    const next = post(sender, `${origin}/next`);
    for (const result of await Promise.all(late)) {
      expect(result).toMatchObject({
        errorClass: 'timeout',
        errorMessage: 'Not connected within 50 ms',
      });
    }
    answers.forEach((answer) => answer());
    expect(await Promise.all([slow, next])).toMatchObject([{ ok: true }, { ok: true }]);
    expect(endpoint.requests.map(({ path }) => path)).toEqual(['/slow', '/next']);
    expect(endpoint.accepted()).toBe(1);
  });

  it('serve the requests that follow one that ran out of time', async () => {
    const endpoint = await givenEndpoint((response, { path }) => {
      if (path !== '/hang') {
        response.end();
      }
    });
    const origin = `http://127.0.0.1:${endpoint.port}`;
    const sender = givenSender({ maxConnectionsPerOrigin: 1 });
    const [hung, next] = await Promise.all([
      post(sender, `${origin}/hang`, 50),
      post(sender, `${origin}/next`),
    ]);

    expect(hung).toMatchObject({ errorClass: 'timeout' });
    expect(next).toMatchObject({ ok: true });
  });

  it('are closed for the least recently used origins beyond the limit', async () => {
    const sender = givenSender({ maxOrigins: 3, maxConnectionsPerOrigin: 1 });
    const often = await givenEndpoint((response) => response.end());
    for (let count = 0; count < 20; count += 1) {
      const once = await givenEndpoint((response) => response.end());
      expect(await post(sender, once.url)).toMatchObject({ ok: true });
      expect(await post(sender, often.url)).toMatchObject({ ok: true });
    }
    await until(() => endpoints.reduce((sum, { open }) => sum + open(), 0) <= 3);

    expect(often.accepted()).toBe(1);
  });

  it('finish what is in flight when their origin is beyond the limit', async () => {
    const answers: (() => void)[] = [];
    const hold = () => givenEndpoint((response) => answers.push(() => response.end()));
    const sender = givenSender({ maxOrigins: 1 });
    const held = await Promise.all([hold(), hold(), hold()]);
    const results = Promise.all(held.map(({ url }) => post(sender, url)));
    await until(() => answers.length === 3);
    answers.forEach((answer) => answer());

    expect(await results).toMatchObject([{ ok: true }, { ok: true }, { ok: true }]);
    await until(() => held.reduce((sum, { open }) => sum + open(), 0) <= 1);
  });

  it('are all cut, also after a request turned out malformed when its deadline had passed', async () => {
    const answers: (() => void)[] = [];
    const endpoint = await givenEndpoint((response) => answers.push(() => response.end()));
    const other = await givenEndpoint(() => undefined);
    const sender = givenSender({ maxConnectionsPerOrigin: 1 });
    const slow = post(sender, endpoint.url);
    await until(() => answers.length === 1);
    const headers = ['X-Name', 'two\r\nlines'];
    const malformed = sender.send({ url: endpoint.url, headers, body: '{}', timeoutMs: 50 });
    expect(await malformed).toMatchObject({ errorClass: 'timeout' });
    const inFlight = post(sender, other.url);
    await until(() => other.requests.length === 1);

    answers.forEach((answer) => answer());
    expect(await slow).toMatchObject({ ok: true });
    // undici takes the next request off its queue a turn later.
    await sleep(20);
    sender.abortAll();
    expect(await inFlight).toMatchObject({ errorClass: 'aborted' });
  });

  it('are cut by abortAll, and the sender goes on', async () => {
    const endpoint = await givenEndpoint((response, { path }) => {
      if (path !== '/hook') {
        response.end();
      }
    });
    const sender = givenSender({ maxConnectionsPerOrigin: 1 });
    const inFlight = [post(sender, endpoint.url), post(sender, endpoint.url)];
    await until(() => endpoint.requests.length === 1);
    sender.abortAll();

    expect(await Promise.all(inFlight)).toMatchObject([
      { ok: false, statusCode: null, errorClass: 'aborted' },
      { ok: false, statusCode: null, errorClass: 'aborted' },
    ]);
    expect(await post(sender, `http://127.0.0.1:${endpoint.port}/other`)).toMatchObject({
      ok: true,
    });
    expect(endpoint.requests.map(({ path }) => path)).toEqual(['/hook', '/other']);
  });

  it('are all gone after close, and none is opened any more', async () => {
    const endpoint = await givenEndpoint((response, { path }) => {
      if (path !== '/hang') {
        response.end();
      }
    });
    const origin = `http://127.0.0.1:${endpoint.port}`;
    const sender = givenSender();
    await post(sender, origin);
    const hanging = post(sender, `${origin}/hang`);
    await until(() => endpoint.requests.length === 2);
    await sender.close();

    expect(await hanging).toMatchObject({ errorClass: 'aborted' });
    await until(() => endpoint.open() === 0);
    const accepted = endpoint.accepted();
    expect(await post(sender, origin)).toMatchObject({ ok: false, errorClass: 'aborted' });
    await sleep(20);
    expect(endpoint.accepted()).toBe(accepted);
  });
});
