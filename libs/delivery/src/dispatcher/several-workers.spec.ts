import type { ServerResponse } from 'node:http';
import { LocalSignals } from '@app/event-store';
import { waitUntil } from '@app/harness';
import { Logger } from '@nestjs/common';
import { PostgresOwnership, type LeaseTimes } from '../ownership/postgres-ownership';
import { SoleOwnership } from '../ownership/sole-ownership';
import { type Endpoint, httpEndpoint } from '../sender/testing/endpoint';
import { DUE } from '../signals/delivery-signals';
import { DeliveryFixture } from '../testing/delivery-fixture';
import { readAttempts, readDeliveries } from '../testing/delivery-rows';
import { messageCreated } from '../testing/new-events';
import { openPostgresDeliveryQueue } from '../testing/postgres-harness';
import type { Dispatcher } from './dispatcher';

const TIMES: LeaseTimes = { leaseMs: 1_500, renewMs: 200, marginMs: 300 };
/** Renews nothing for an hour, and hears of nobody. */
const FROZEN: LeaseTimes = { ...TIMES, renewMs: 3_600_000 };

describe('Dispatchers of several workers on PostgreSQL', () => {
  let fixture: DeliveryFixture;
  let harness: Awaited<ReturnType<typeof openPostgresDeliveryQueue>>;
  let endpoint: Endpoint;
  /** Does the receiver's part of a POST. */
  let answer: (response: ServerResponse) => void;
  const signals = new LocalSignals();

  beforeEach(async () => {
    jest.spyOn(Logger.prototype, 'log').mockImplementation();
    jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    harness = await openPostgresDeliveryQueue();
    fixture = await DeliveryFixture.open(async () => harness);
    answer = (response) => response.end();
    endpoint = await httpEndpoint((response) => answer(response));
  });
  afterEach(async () => {
    await fixture.close();
    await endpoint.close();
    jest.restoreAllMocks();
  });

  const startWorker = (times = TIMES, heard = signals): Promise<Dispatcher> =>
    fixture.startDispatcher({
      ownership: new PostgresOwnership(harness.connection.pool, heard, times),
    });
  const deliveries = () => readDeliveries(harness);
  const delivered = () =>
    waitUntil('all to be delivered', async () =>
      (await deliveries()).every(({ status }) => status === 'delivered'),
    );

  it('make each delivery once between them', async () => {
    const webhookIds = Array.from({ length: 20 }, (_, n) => n + 1);
    for (const id of webhookIds) await fixture.createWebhook({ id, url: `${endpoint.url}/${id}` });
    const send = async (messages: number): Promise<void> => {
      await fixture.enqueue(
        Array.from({ length: messages }, () => messageCreated()),
        webhookIds,
      );
      fixture.signals.tell(
        DUE,
        webhookIds.map((webhookId) => ({ webhookId, accountId: 1 })),
      );
    };
    await startWorker();
    await send(10);
    await startWorker();
    await send(1);
    await delivered();

    expect(endpoint.requests).toHaveLength(11 * webhookIds.length);
    expect(new Set((await deliveries()).map(({ attempts }) => attempts))).toEqual(new Set([1]));
  });

  it('make what a frozen one has begun once more, and what comes of that counts', async () => {
    const held: ServerResponse[] = [];
    answer = (response) => held.push(response);
    await fixture.createWebhook({ id: 1, url: endpoint.url });
    await fixture.enqueue([messageCreated()]);
    await startWorker(FROZEN, new LocalSignals());
    await waitUntil('the first POST', () => held.length === 1);
    await startWorker();
    await waitUntil('the second POST', () => held.length === 2);
    held[0]!.writeHead(500).end();
    held[1]!.end();
    await delivered();

    expect(await readAttempts(harness)).toMatchObject([{ attempt: 2, statusCode: 200 }]);
  });

  it('begin nothing that they have claimed where the lease is over by then', async () => {
    let looks = 0;
    /** Holds at the claim, and is over when the POST would begin. */
    class EndingLease extends SoleOwnership {
      override maySend(): boolean {
        return ++looks === 1;
      }
    }
    await fixture.createWebhook({ id: 1, url: endpoint.url });
    await fixture.enqueue([messageCreated()]);
    const dispatcher = await fixture.startDispatcher({ ownership: new EndingLease() });
    await waitUntil('the look before the POST', () => looks === 2);
    await dispatcher.beforeApplicationShutdown();
    expect(endpoint.requests).toEqual([]);
    expect(await deliveries()).toMatchObject([{ status: 'pending', attempts: 1 }]);

    await startWorker();
    await delivered();
    expect(endpoint.requests).toHaveLength(1);
  });
});
