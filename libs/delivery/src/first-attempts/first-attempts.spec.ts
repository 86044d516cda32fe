import { waitUntil } from '@app/harness';
import type { Dispatcher } from '../dispatcher/dispatcher';
import { SoleOwnership } from '../ownership/sole-ownership';
import { type Endpoint, httpEndpoint } from '../sender/testing/endpoint';
import { DeliveryFixture } from '../testing/delivery-fixture';
import { readAttempts, readDeliveries } from '../testing/delivery-rows';
import { messageCreated } from '../testing/new-events';
import { openPostgresDeliveryQueue } from '../testing/postgres-harness';
import { openSqliteDeliveryQueue } from '../testing/sqlite-harness';
import { FirstDelivery } from './first-delivery';

const GONE = 410;
/** As many POSTs as may be under way to one webhook. */
const CAP = 128;

/** However slow the machine is, no attempt takes long: what waits with a timer waits for ever. */
function withoutTimers(): void {
  jest.useFakeTimers({
    doNotFake: ['Date', 'hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate'],
  });
}

describe.each([
  ['SQLite', openSqliteDeliveryQueue],
  ['PostgreSQL', openPostgresDeliveryQueue],
])('First attempts, on %s', (_database, open) => {
  let fixture: DeliveryFixture;
  let endpoint: Endpoint;
  let dispatcher: Dispatcher;
  /** Answers the POST that has waited longest. */
  let answer: (status: number) => void;
  /** What it answers without waiting for that; undefined has it wait. */
  let status: number | undefined;
  beforeEach(async () => {
    fixture = await DeliveryFixture.open(open);
    const waiting: ((status: number) => void)[] = [];
    status = undefined;
    answer = (with_) => waiting.shift()!(with_);
    endpoint = await httpEndpoint((response) => {
      const end = (code: number): void => void response.writeHead(code).end('OK');
      if (status === undefined) waiting.push(end);
      else end(status);
    });
    await fixture.createAccount();
    await fixture.createWebhook({ id: 1, url: endpoint.url });
  });
  afterEach(async () => {
    jest.useRealTimers();
    await fixture.close();
    await endpoint.close();
    jest.restoreAllMocks();
  });

  const start = async (options?: Parameters<DeliveryFixture['startDispatcher']>[0]) => {
    dispatcher = await fixture.startDispatcher(options);
    const outbox = fixture.startOutbox(dispatcher);
    await caughtUp();
    return outbox;
  };
  const caughtUp = () => waitUntil('the outbox to catch up', () => fixture.isCaughtUp());
  const posted = (count: number) =>
    waitUntil(`${count} POSTs`, () => endpoint.requests.length >= count);
  const deliveries = () => readDeliveries(fixture.harness);
  const attempts = () => readAttempts(fixture.harness);
  const publish = (count: number) =>
    fixture.append(...Array.from({ length: count }, () => messageCreated()));
  const claimed = async () => {
    const rows = await fixture.harness.sql(
      `SELECT count(*) AS claimed FROM deliveries WHERE claimed = 1`,
    );
    return Number(rows[0]!['claimed']);
  };

  it('POSTs an event before its delivery is a row, and writes it with what came back', async () => {
    await start();
    withoutTimers();
    await publish(1);
    await posted(1);
    expect(await deliveries()).toEqual([]);

    answer(200);
    await caughtUp();

    expect(await deliveries()).toMatchObject([{ status: 'delivered', attempts: 1, failures: 0 }]);
    expect(await attempts()).toMatchObject([{ attempt: 1, statusCode: 200, responseBody: 'OK' }]);
  });

  it('claims nothing of the queue for it', async () => {
    const claim = jest.spyOn(fixture.harness.queue, 'claim');
    status = 200;
    await start();
    withoutTimers();
    await publish(300);
    await posted(300);
    await caughtUp();

    expect(claim).not.toHaveBeenCalled();
    expect(await attempts()).toHaveLength(300);
  });

  it('writes one that takes long as claimed, and then what became of it', async () => {
    await start();
    await publish(1);
    await posted(1);
    await caughtUp();
    expect(await deliveries()).toMatchObject([{ status: 'pending', attempts: 1 }]);
    expect(await claimed()).toBe(1);

    answer(200);
    await waitUntil('its outcome', async () => (await attempts()).length === 1);

    expect(await deliveries()).toMatchObject([{ status: 'delivered', attempts: 1 }]);
    expect(endpoint.requests).toHaveLength(1);
  });

  it('does not keep many from being on record for few, where more waits to be read', async () => {
    const handOver = jest.spyOn(FirstDelivery.prototype, 'handOver');
    await start();
    withoutTimers();
    await publish(3 * CAP + 1);
    await posted(CAP);
    for (let n = 0; n < CAP - 2; n++) answer(200);
    await waitUntil('the outcomes', () => handOver.mock.calls.length === CAP - 2);
    expect(await deliveries()).toEqual([]);
    jest.advanceTimersByTime(5);
    await waitUntil('them on record', async () => (await deliveries()).length > 0);

    expect(await deliveries()).toHaveLength(CAP);
    expect((await deliveries()).filter((row) => row.status === 'delivered')).toHaveLength(CAP - 2);
    expect(await claimed()).toBe(2);
    status = 200;
    for (let n = CAP - 2; n < endpoint.requests.length; n++) answer(200);
  });

  it('enqueues what has not begun by then, to go when there is a place', async () => {
    await start();
    await publish(CAP + 6);
    await posted(CAP);
    await caughtUp();
    expect(await claimed()).toBe(CAP);
    expect(await deliveries()).toHaveLength(CAP + 6);

    status = 200;
    for (let n = 0; n < CAP; n++) answer(200);
    await waitUntil('all outcomes', async () => (await attempts()).length === CAP + 6);

    expect(endpoint.requests).toHaveLength(CAP + 6);
    expect((await deliveries()).every((row) => row.status === 'delivered')).toBe(true);
  });

  it('enqueues what follows while one stands still, and delivers it all the same', async () => {
    await start();
    await publish(1);
    await posted(1);
    await caughtUp();
    fixture.harness.clock.advance(1_000);
    status = 200;
    await publish(3);
    await waitUntil('the three', async () => (await attempts()).length === 3);

    expect(await deliveries()).toMatchObject([
      { status: 'pending' },
      { status: 'delivered' },
      { status: 'delivered' },
      { status: 'delivered' },
    ]);
    answer(200);
  });

  it('has one that fails attempted again by the schedule', async () => {
    status = 500;
    await start();
    await publish(1);
    await posted(1);
    await caughtUp();
    const nowMs = fixture.harness.clock.nowMs();
    expect(await deliveries()).toMatchObject([
      { status: 'pending', attempts: 1, failures: 1, availableAtMs: nowMs + 5_000 },
    ]);

    status = 200;
    fixture.harness.clock.advance(5_000);
    await dispatcher.poll();
    await waitUntil('the second attempt', async () => (await attempts()).length === 2);

    expect(await deliveries()).toMatchObject([{ status: 'delivered', attempts: 2, failures: 1 }]);
  });

  it('has the log name a delivery that is given up at once, by its id', async () => {
    status = 500;
    await start({ retryDelaysSeconds: [] });
    await publish(1);
    await waitUntil('its outcome', async () => (await deliveries())[0]?.status === 'failed');

    const [delivery] = await deliveries();
    const events = await fixture.harness.store.readStream('webhook-1');
    expect(events.at(-1)).toMatchObject({
      type: 'DeliveryExhausted',
      data: { delivery: { id: delivery!.id } },
    });
    expect(await attempts()).toHaveLength(1);
  });

  it('disables a webhook whose endpoint is gone', async () => {
    status = GONE;
    await start();
    await publish(1);
    await waitUntil('its outcome', async () => (await attempts()).length === 1);

    const events = await fixture.harness.store.readStream('webhook-1');
    expect(events.at(-1)).toMatchObject({ type: 'WebhookDisabled' });
  });

  it('POSTs again what could not be written, under the same webhook-id', async () => {
    await start();
    const commit = jest
      .spyOn(fixture.harness.store, 'commitBatch')
      .mockRejectedValueOnce(new Error('Out of luck'));
    status = 200;
    await publish(1);
    await waitUntil('its outcome', async () => (await attempts()).length === 1);

    expect(endpoint.requests).toHaveLength(2);
    expect(commit).toHaveBeenCalled();
    const ids = endpoint.requests.map(
      ({ rawHeaders }) => rawHeaders[rawHeaders.indexOf('webhook-id') + 1],
    );
    expect(new Set(ids).size).toBe(1);
    expect(await deliveries()).toMatchObject([{ status: 'delivered' }]);
  });

  it.each([
    ['ordered', { ordering: 'conversation' as const }],
    ['of another process', {}],
  ])('makes none for what is %s: that is enqueued at once', async (what, changes) => {
    await fixture.createWebhook({ id: 2, url: `${endpoint.url}/2`, ...changes });
    const ownership = new SoleOwnership();
    if (what === 'of another process') jest.spyOn(ownership, 'owns').mockReturnValue(false);
    await start({ ownership });
    const offer = jest.spyOn(dispatcher, 'offer');
    status = 200;
    await publish(1);
    await caughtUp();

    expect(offer.mock.calls.filter(([{ webhookId }]) => webhookId === 2)).toEqual([]);
    expect((await deliveries()).filter(({ webhookId }) => webhookId === 2)).toHaveLength(1);
  });

  it('begins no more than a webhook asks for in a second', async () => {
    status = 200;
    await fixture.createWebhook({ id: 3, url: `${endpoint.url}/3`, rateLimit: 5, inboxId: 9 });
    await start();
    await fixture.append(...Array.from({ length: 50 }, () => messageCreated({ inboxId: 9 })));
    await caughtUp();
    await waitUntil('the others', async () => (await attempts()).length >= 50);

    const toLimited = (await deliveries()).filter(({ webhookId }) => webhookId === 3);
    expect(toLimited).toHaveLength(50);
    expect(toLimited.filter((row) => row.status === 'delivered').length).toBeLessThanOrEqual(5);
  });

  it('loses nothing of what is under way or waits when the process is shut down', async () => {
    const outbox = await start();
    await publish(CAP + 6);
    await posted(CAP);
    status = 200;
    const stopping = Promise.all([
      dispatcher.beforeApplicationShutdown(),
      outbox.beforeApplicationShutdown(),
    ]);
    for (let n = 0; n < CAP; n++) answer(200);
    await stopping;

    const rows = await deliveries();
    expect(rows.filter((row) => row.status === 'delivered')).toHaveLength(CAP);
    expect(rows.filter((row) => row.status === 'pending')).toHaveLength(6);
    expect(await attempts()).toHaveLength(CAP);
    expect(await claimed()).toBe(0);
  });
});
