import type { ServerResponse } from 'node:http';
import { settle, waitUntil } from '@app/harness';
import { Logger } from '@nestjs/common';
import { type Endpoint, httpEndpoint, type ReceivedRequest } from '../sender/testing/endpoint';
import { DeliveryFixture, RETRY_DELAYS_SECONDS } from '../testing/delivery-fixture';
import { readAttempts, readDeliveries } from '../testing/delivery-rows';
import { messageCreated } from '../testing/new-events';

const LEASE_MS = 90_000;
const SHUTDOWN_GRACE_MS = 7_000;

/** What a receiver knows a delivery by, and what it gets of it. */
function identityOf({ rawHeaders, body }: ReceivedRequest) {
  const header = (name: string) => rawHeaders[rawHeaders.indexOf(name) + 1];
  return { webhookId: header('webhook-id'), attempt: header('webhook-attempt'), body };
}

describe('Dispatcher, with a POST under way', () => {
  let fixture: DeliveryFixture;
  let endpoint: Endpoint;
  /** In the order of the POSTs. */
  const held: ServerResponse[] = [];
  const answer = (): void => {
    for (const response of held.splice(0)) response.end('OK');
  };

  beforeEach(async () => {
    jest.spyOn(Logger.prototype, 'log').mockImplementation();
    fixture = await DeliveryFixture.open();
    endpoint = await httpEndpoint((response) => held.push(response));
    await fixture.createWebhook({ id: 1, url: endpoint.url });
    await fixture.enqueue([messageCreated()]);
  });
  afterEach(async () => {
    jest.useRealTimers();
    answer();
    await fixture.close();
    await endpoint.close();
    jest.restoreAllMocks();
  });

  const posted = (count: number) =>
    waitUntil(`${count} POSTs`, () => endpoint.requests.length === count);
  const deliveries = () => readDeliveries(fixture.harness);
  const attempts = () => readAttempts(fixture.harness);
  const delivered = () =>
    waitUntil('the delivery', async () => (await deliveries())[0]!.status === 'delivered');

  describe('shuts down', () => {
    it('once it is answered, and has written the outcome by then', async () => {
      const dispatcher = await fixture.startDispatcher();
      await posted(1);
      let stopped = false;
      const stopping = dispatcher.beforeApplicationShutdown().then(() => (stopped = true));
      await settle();
      expect(stopped).toBe(false);

      answer();
      await stopping;

      expect(await deliveries()).toMatchObject([{ status: 'delivered' }]);
      expect(await attempts()).toMatchObject([{ statusCode: 200, responseBody: 'OK' }]);
    });

    it('and sends nothing more', async () => {
      const dispatcher = await fixture.startDispatcher();
      await posted(1);
      const stopping = dispatcher.beforeApplicationShutdown();
      await fixture.enqueue([messageCreated()]);
      dispatcher.wake([{ webhookId: 1, accountId: 1 }]);
      answer();
      await stopping;
      dispatcher.wake([{ webhookId: 1, accountId: 1 }]);
      await settle();

      expect(endpoint.requests).toHaveLength(1);
      expect(await deliveries()).toMatchObject([
        { status: 'delivered' },
        { status: 'pending', attempts: 0 },
      ]);
    });

    it('after 7 s, cutting it off; the next start makes it again at once', async () => {
      const { clock } = fixture.harness;
      jest.useFakeTimers({
        doNotFake: ['Date', 'hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate'],
      });
      const dispatcher = await fixture.startDispatcher();
      await posted(1);
      let stopped = false;
      const stopping = dispatcher.beforeApplicationShutdown().then(() => (stopped = true));
      await settle();
      await jest.advanceTimersByTimeAsync(SHUTDOWN_GRACE_MS - 1);
      await settle();
      expect(stopped).toBe(false);
      await jest.advanceTimersByTimeAsync(1);
      await stopping;

      expect(await deliveries()).toMatchObject([
        { status: 'pending', attempts: 1, availableAtMs: clock.nowMs() },
      ]);
      expect(await attempts()).toMatchObject([{ statusCode: null, errorClass: 'aborted' }]);
      jest.useRealTimers();
      await fixture.startDispatcher();
      await posted(2);
      answer();
      await delivered();
      const [cut, again] = endpoint.requests.map(identityOf);
      expect(again).toEqual({ ...cut, attempt: '2' });
    });
  });

  it('loses the claim where the lease ends meanwhile, and completes it once', async () => {
    const { clock } = fixture.harness;
    const dispatcher = await fixture.startDispatcher();
    await posted(1);
    clock.advance(LEASE_MS);
    dispatcher.wake([{ webhookId: 1, accountId: 1 }]);
    await posted(2);
    const [late, current] = held.splice(0);
    late!.writeHead(500).end('too late');
    current!.end('OK');
    await dispatcher.beforeApplicationShutdown();

    expect(await deliveries()).toMatchObject([{ status: 'delivered', attempts: 2 }]);
    expect(await attempts()).toMatchObject([{ attempt: 2, responseBody: 'OK' }]);
  });

  it('leaves it to the next start where it is killed: at once, and the same again', async () => {
    jest.spyOn(Logger.prototype, 'error').mockImplementation();
    await fixture.startDispatcher();
    await posted(1);
    await fixture.reopen();

    await fixture.startDispatcher();
    await posted(2);
    answer();
    await delivered();

    const [first, second] = endpoint.requests.map(identityOf);
    expect(first!.attempt).toBe('1');
    expect(second).toEqual({ ...first, attempt: '2' });
    expect(await attempts()).toMatchObject([{ attempt: 2, statusCode: 200 }]);
  });

  it('uses up no retry where it is killed: a failure after it waits for the first delay', async () => {
    jest.spyOn(Logger.prototype, 'error').mockImplementation();
    const { clock } = fixture.harness;
    for (let kill = 1; kill <= RETRY_DELAYS_SECONDS.length + 1; kill++) {
      await fixture.startDispatcher();
      await posted(kill);
      await fixture.reopen();
    }
    await fixture.startDispatcher();
    await posted(RETRY_DELAYS_SECONDS.length + 2);
    held.splice(0).at(-1)!.writeHead(500).end();

    await waitUntil('the failure', async () => (await attempts()).length === 1);
    expect(await deliveries()).toMatchObject([
      { status: 'pending', availableAtMs: clock.nowMs() + RETRY_DELAYS_SECONDS[0]! * 1_000 },
    ]);
  });
});
