import { Logger } from '@nestjs/common';
import type { SendRequest } from '../sender';
import { type Endpoint, httpEndpoint, until } from '../testing/endpoint';
import { FROM_SOURCE, endSenderThreads } from '../testing/thread-start';
import { ThreadedSender, type ThreadStart } from './threaded-sender';

const requestTo = (url: string): SendRequest => ({
  url,
  identity: {
    format: 'hoory',
    messageId: 'msg_1',
    timestampSeconds: 1767225600,
    attempt: 1,
    test: false,
  },
  secrets: ['whsec_c2VjcmV0'],
  customHeaders: [],
  body: '{}',
  timeoutMs: 60_000,
});

describe('The thread of a sender', () => {
  const senders: ThreadedSender[] = [];
  let answers: boolean;
  let endpoint: Endpoint;

  const givenSender = (start: ThreadStart = FROM_SOURCE): ThreadedSender => {
    const sender = new ThreadedSender(
      { egressAllow: ['127.0.0.0/8'], egressAllowPorts: [], maxConnectionsPerOrigin: 64 },
      start,
    );
    senders.push(sender);
    return sender;
  };

  beforeEach(async () => {
    answers = false;
    endpoint = await httpEndpoint((response) => answers && response.end());
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await Promise.all(senders.splice(0).map((sender) => sender.close()));
    await endpoint.close();
  });

  it('that ends by itself leaves what was under way as aborted, and another one goes on', async () => {
    const logged = jest.spyOn(Logger.prototype, 'error').mockReturnValue();
    const sender = givenSender();
    const lost = [sender.send(requestTo(endpoint.url)), sender.send(requestTo(endpoint.url))];
    await until(() => endpoint.requests.length === 2);
    endSenderThreads();

    expect(await Promise.all(lost)).toMatchObject([
      { ok: false, errorClass: 'aborted', errorMessage: 'The thread that sends ended' },
      { ok: false, errorClass: 'aborted' },
    ]);
    expect(logged.mock.calls).toMatchObject([[{ message: 'Told to end by the test' }]]);
    answers = true;
    expect(await sender.send(requestTo(endpoint.url))).toMatchObject({ ok: true });
  });

  it('that cannot start aborts what was asked of it', async () => {
    jest.spyOn(Logger.prototype, 'error').mockReturnValue();
    const sender = givenSender({ entry: `${__dirname}/missing.js`, execArgv: [] });

    expect(await sender.send(requestTo(endpoint.url))).toMatchObject({ errorClass: 'aborted' });
    const untold = sender.send(requestTo(endpoint.url));
    await sender.close();
    expect(await untold).toMatchObject({ errorClass: 'aborted' });
  });

  it('keeps its time while this one is busy', async () => {
    answers = true;
    const sender = givenSender();
    await sender.send(requestTo(endpoint.url));
    answers = false;
    const late = sender.send({ ...requestTo(endpoint.url), timeoutMs: 100 });
    await until(() => endpoint.requests.length === 2);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);

    const { errorClass, durationMs } = await late;
    expect(errorClass).toBe('timeout');
    expect(durationMs).toBeLessThan(1_000);
  });

  it('is ready once it has loaded', async () => {
    answers = true;
    const sender = givenSender();
    let ready = false;
    void sender.ready().then(() => (ready = true));
    await new Promise(setImmediate);
    expect(ready).toBe(false);
    await sender.send(requestTo(endpoint.url));

    expect(ready).toBe(true);
  });

  it('starts before there is anything to send, and has nobody wait for what cannot start', async () => {
    const logged = jest.spyOn(Logger.prototype, 'error').mockReturnValue();
    const sender = givenSender({ entry: `${__dirname}/missing.js`, execArgv: [] });

    await sender.ready();
    expect(logged.mock.calls).toMatchObject([[{ code: 'MODULE_NOT_FOUND' }]]);
  });
});
