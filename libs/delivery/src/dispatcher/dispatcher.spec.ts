import { Clock } from '@app/event-store';
import { Receiver, waitUntil } from '@app/harness';
import { renderPayload } from '@app/payloads';
import { Logger } from '@nestjs/common';
import { Webhook } from 'standardwebhooks';
import { type Endpoint, httpEndpoint, unusedPort } from '../sender/testing/endpoint';
import { DeliveryFixture, SECRET } from '../testing/delivery-fixture';
import { readAttempts, readDeliveries } from '../testing/delivery-rows';
import {
  inboxUpdated,
  messageCreated,
  webhookDeleted,
  webhookUpdated,
} from '../testing/new-events';

describe('Dispatcher', () => {
  let fixture: DeliveryFixture;
  const receivers: { stop(): Promise<void> }[] = [];
  beforeEach(async () => {
    fixture = await DeliveryFixture.open();
  });
  afterEach(async () => {
    await fixture.close();
    await Promise.all(receivers.splice(0).map((receiver) => receiver.stop()));
    jest.restoreAllMocks();
  });

  /** Answers each POST with the next status; the last one stands for all that follow. */
  const givenReceiver = async (...statuses: number[]): Promise<Receiver> => {
    const receiver = await new Receiver(() =>
      statuses.length > 1 ? statuses.shift()! : statuses[0]!,
    ).start();
    receivers.push(receiver);
    return receiver;
  };
  const givenEndpoint = async (...args: Parameters<typeof httpEndpoint>): Promise<Endpoint> => {
    const endpoint = await httpEndpoint(...args);
    receivers.push({ stop: () => endpoint.close() });
    return endpoint;
  };
  const deliveries = () => readDeliveries(fixture.harness);
  const attempts = () => readAttempts(fixture.harness);
  const attempted = (count: number) =>
    waitUntil(`${count} attempts`, async () => (await attempts()).length === count);
  const finished = () =>
    waitUntil('the deliveries to finish', async () =>
      (await deliveries()).every(({ status }) => status !== 'pending'),
    );

  it('records a success: when it was sent, how long it took, what came back', async () => {
    const { clock } = fixture.harness;
    const endpoint = await givenEndpoint((response) => response.writeHead(201).end('took it ✋'));
    await fixture.createWebhook({ id: 1, url: endpoint.url });
    await fixture.enqueue([messageCreated()]);
    await fixture.startDispatcher();
    await finished();

    const [delivery] = await deliveries();
    expect(delivery).toMatchObject({
      status: 'delivered',
      attempts: 1,
      finishedAtMs: clock.nowMs(),
    });
    const [attempt, ...others] = await attempts();
    expect(others).toEqual([]);
    expect(attempt).toEqual({
      deliveryId: delivery!.id,
      attempt: 1,
      startedAtMs: clock.nowMs(),
      url: endpoint.url,
      signatures: expect.stringMatching(/^v1,[\w+/]{43}=\nsha256=[0-9a-f]{64}$/),
      customHeaderNames: null,
      durationMs: expect.any(Number),
      firstByteMs: expect.any(Number),
      dnsMs: null,
      connectMs: expect.any(Number),
      tlsMs: null,
      statusCode: 201,
      errorClass: null,
      errorMessage: null,
      responseHeaders: expect.objectContaining({ connection: 'keep-alive' }),
      responseBody: 'took it ✋',
    });
    expect(attempt!.durationMs).toBeGreaterThanOrEqual(0);
  });

  it('sends the payload of the event, signed with the secret of the webhook', async () => {
    const receiver = await givenReceiver(200);
    await fixture.createWebhook({ id: 7, url: `${receiver.url}/hook?a=b` });
    const [event] = await fixture.enqueue([messageCreated({ content: 'þetta 👋' })], [7]);
    await fixture.startDispatcher({ clock: new Clock() });
    await finished();

    const [{ path, headers, rawBody }] = receiver.posts as [(typeof receiver.posts)[0]];
    expect(path).toBe('/hook?a=b');
    expect(rawBody.toString()).toBe(renderPayload('hoory', event!));
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': `msg_${event!.id}_7`,
      'webhook-attempt': '1',
    });
    expect(headers).not.toHaveProperty('webhook-replay');
    expect(new Webhook(SECRET).verify(rawBody, headers as Record<string, string>)).toMatchObject({
      content: 'þetta 👋',
    });
  });

  it('attempts again when the schedule says, and fails the delivery after the last time', async () => {
    const { clock } = fixture.harness;
    const startMs = clock.nowMs();
    const receiver = await givenReceiver(503);
    await fixture.createWebhook({ id: 1, url: receiver.url });
    await fixture.enqueue([messageCreated()]);
    const dispatcher = await fixture.startDispatcher();

    await attempted(1);
    expect(await deliveries()).toMatchObject([
      { status: 'pending', attempts: 1, availableAtMs: startMs + 5_000, finishedAtMs: null },
    ]);
    clock.set(startMs + 5_000);
    dispatcher.wake([]);
    await attempted(2);
    expect(await deliveries()).toMatchObject([
      { status: 'pending', attempts: 2, availableAtMs: startMs + 305_000, finishedAtMs: null },
    ]);
    clock.set(startMs + 305_000);
    dispatcher.wake([]);
    await attempted(3);

    expect(await deliveries()).toMatchObject([
      { status: 'failed', attempts: 3, finishedAtMs: startMs + 305_000 },
    ]);
    expect(await attempts()).toMatchObject(
      [startMs, startMs + 5_000, startMs + 305_000].map((startedAtMs, n) => ({
        attempt: n + 1,
        startedAtMs,
        statusCode: 503,
        errorClass: 'http-status',
        errorMessage: 'HTTP 503',
      })),
    );
    expect(receiver.posts).toHaveLength(3);
  });

  it('sends the same again, under the same webhook-id', async () => {
    const { clock } = fixture.harness;
    const receiver = await givenReceiver(500, 200);
    await fixture.createWebhook({ id: 1, url: receiver.url });
    await fixture.enqueue([messageCreated()]);
    const dispatcher = await fixture.startDispatcher();
    await attempted(1);
    clock.advance(5_000);
    dispatcher.wake([]);
    await finished();

    expect(await deliveries()).toMatchObject([{ status: 'delivered', attempts: 2 }]);
    const [first, second] = receiver.posts.map(({ headers, rawBody }) => ({
      id: headers['webhook-id'],
      body: rawBody.toString(),
      attempt: headers['webhook-attempt'],
      timestamp: Number(headers['webhook-timestamp']),
    }));
    expect(second).toEqual({ ...first, attempt: '2', timestamp: first!.timestamp + 5 });
  });

  it('records that no connection came about', async () => {
    const port = await unusedPort();
    await fixture.createWebhook({ id: 1, url: `http://127.0.0.1:${port}` });
    await fixture.enqueue([messageCreated()]);
    await fixture.startDispatcher();
    await attempted(1);

    expect(await deliveries()).toMatchObject([{ status: 'pending' }]);
    expect(await attempts()).toMatchObject([
      { statusCode: null, errorClass: 'connect', responseBody: '' },
    ]);
  });

  it('sends a retry to where the webhook points by then', async () => {
    const { clock } = fixture.harness;
    const [before, after] = [await givenReceiver(500), await givenReceiver(200)];
    await fixture.createWebhook({ id: 1, url: before.url });
    await fixture.enqueue([messageCreated()]);
    const dispatcher = await fixture.startDispatcher();
    await attempted(1);
    await fixture.append(webhookUpdated({ id: 1, url: after.url }));
    clock.advance(5_000);
    dispatcher.wake([]);
    await finished();

    expect([before.posts.length, after.posts.length]).toEqual([1, 1]);
    expect(await deliveries()).toMatchObject([{ status: 'delivered' }]);
  });

  it('cancels what is left for a webhook that was deleted, without a POST', async () => {
    const { clock } = fixture.harness;
    const receiver = await givenReceiver(500);
    await fixture.createWebhook({ id: 1, url: receiver.url });
    await fixture.enqueue([messageCreated()]);
    const dispatcher = await fixture.startDispatcher();
    await attempted(1);
    await fixture.enqueue([messageCreated()]);
    await fixture.append(webhookDeleted({ id: 1 }));
    clock.advance(5_000);
    dispatcher.wake([]);
    await finished();

    expect(await deliveries()).toMatchObject([
      { status: 'cancelled', finishedAtMs: clock.nowMs() },
      { status: 'cancelled', finishedAtMs: clock.nowMs() },
    ]);
    expect(await attempts()).toHaveLength(1);
    expect(receiver.posts).toHaveLength(1);
  });

  it('cancels what is left for an inbox that has no URL any more', async () => {
    const { clock } = fixture.harness;
    const receiver = await givenReceiver(500);
    const inbox = { id: 1, webhookId: 11 };
    await fixture.createInbox({ ...inbox, webhookUrl: receiver.url });
    await fixture.enqueue([messageCreated()], [11]);
    const dispatcher = await fixture.startDispatcher();
    await attempted(1);
    await fixture.append(inboxUpdated({ ...inbox, webhookUrl: '' }));
    clock.advance(5_000);
    dispatcher.wake([]);
    await finished();

    expect(await deliveries()).toMatchObject([
      { status: 'cancelled', finishedAtMs: clock.nowMs() },
    ]);
    expect(receiver.posts).toHaveLength(1);
  });

  it('lets a delivery that it cannot render hold up no other', async () => {
    const logged = jest.spyOn(Logger.prototype, 'error').mockImplementation();
    const { clock } = fixture.harness;
    const receiver = await givenReceiver(200);
    await fixture.createWebhook({ id: 1, url: receiver.url });
    await fixture.enqueue([{ ...messageCreated(), data: {} }, messageCreated()]);
    await fixture.startDispatcher();
    await waitUntil('both outcomes', async () =>
      (await deliveries()).every(
        ({ status, availableAtMs }) =>
          status === 'delivered' || availableAtMs === clock.nowMs() + 5_000,
      ),
    );

    const [broken, fine] = await deliveries();
    expect(broken).toMatchObject({ status: 'pending', attempts: 1 });
    expect(fine).toMatchObject({ status: 'delivered', attempts: 1 });
    expect(await attempts()).toMatchObject([{ deliveryId: fine!.id }]);
    expect(logged.mock.calls).toEqual([[{ err: expect.any(Error), deliveryId: broken!.id }]]);
  });

  it('goes on after a claim that failed, at the next wake-up', async () => {
    const logged = jest.spyOn(Logger.prototype, 'error').mockImplementation();
    const failure = new Error('The disk is full');
    jest.spyOn(fixture.harness.queue, 'claim').mockRejectedValueOnce(failure);
    const receiver = await givenReceiver(200);
    await fixture.createWebhook({ id: 1, url: receiver.url });
    await fixture.enqueue([messageCreated()]);
    const dispatcher = await fixture.startDispatcher();
    await waitUntil('the failure', () => logged.mock.calls.length > 0);
    dispatcher.wake([{ webhookId: 1, accountId: 1 }]);
    await finished();

    expect(logged.mock.calls).toEqual([[failure]]);
    expect(receiver.posts).toHaveLength(1);
  });

  it('wakes by itself when a delivery is due', async () => {
    const clock = new Clock();
    const receiver = await givenReceiver(200);
    await fixture.createWebhook({ id: 1, url: receiver.url });
    fixture.harness.clock.set(clock.nowMs() + 200);
    await fixture.enqueue([messageCreated()]);
    const dueAtMs = fixture.harness.clock.nowMs();
    await fixture.startDispatcher({ clock });
    await finished();

    expect(await attempts()).toHaveLength(1);
    expect((await attempts())[0]!.startedAtMs).toBeGreaterThanOrEqual(dueAtMs);
  });
});
