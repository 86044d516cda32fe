import type { ServerResponse } from 'node:http';
import { Receiver, waitUntil } from '@app/harness';
import { type Endpoint, httpEndpoint } from '../sender/testing/endpoint';
import { DeliveryFixture } from '../testing/delivery-fixture';
import { readAttempts, readDeliveries } from '../testing/delivery-rows';
import { messageCreated } from '../testing/new-events';
import { MAX_IN_FLIGHT_PER_WEBHOOK } from '../lanes/lane';
import { MAX_IN_FLIGHT } from './dispatcher';

const WEBHOOK = { webhookId: 1, accountId: 1 };

const messages = (count: number) => Array.from({ length: count }, () => messageCreated());

/** An endpoint that answers the first `holds` requests only when it is told to. */
class HoldingEndpoint {
  private readonly held: ServerResponse[] = [];
  private endpoint: Endpoint;
  /** The most requests that waited for their answers at once. */
  mostHeld = 0;

  constructor(private holds: number) {}

  async start(): Promise<this> {
    this.endpoint = await httpEndpoint((response) => this.respond(response));
    return this;
  }

  get url(): string {
    return this.endpoint.url;
  }

  get heldCount(): number {
    return this.held.length;
  }

  release(): void {
    this.holds = 0;
    for (const response of this.held.splice(0)) response.end();
  }

  close(): Promise<void> {
    return this.endpoint.close();
  }

  private respond(response: ServerResponse): void {
    if (this.holds === 0) {
      response.end();
      return;
    }
    this.holds -= 1;
    this.held.push(response);
    this.mostHeld = Math.max(this.mostHeld, this.held.length);
  }
}

describe('Dispatcher, with many deliveries', () => {
  let fixture: DeliveryFixture;
  let endpoint: HoldingEndpoint;
  beforeEach(async () => {
    fixture = await DeliveryFixture.open();
  });

  const givenEndpoint = async (holds: number): Promise<void> => {
    endpoint = await new HoldingEndpoint(holds).start();
    await fixture.createWebhook({ id: 1, url: endpoint.url });
  };
  const deliveries = () => readDeliveries(fixture.harness);
  const countDelivered = async (): Promise<number> =>
    (await deliveries()).filter(({ status }) => status === 'delivered').length;
  const delivered = (count: number) =>
    waitUntil(`${count} deliveries`, async () => (await countDelivered()) === count);

  describe('to an endpoint that holds on to them', () => {
    afterEach(async () => {
      endpoint.release();
      await fixture.close();
      await endpoint.close();
    });

    it('never has more under way to a webhook than its cap, and the rest follow', async () => {
      const count = MAX_IN_FLIGHT_PER_WEBHOOK * 2 + 44;
      await givenEndpoint(Infinity);
      await fixture.enqueue(messages(count));
      const dispatcher = await fixture.startDispatcher();
      await waitUntil('the cap', () => endpoint.heldCount === MAX_IN_FLIGHT_PER_WEBHOOK);
      const claim = jest.spyOn(fixture.harness.queue, 'claim');
      for (let n = 0; n < 20; n++) {
        dispatcher.wake([WEBHOOK]);
        await new Promise(setImmediate);
      }

      expect(claim).not.toHaveBeenCalled();
      expect((await deliveries()).filter(({ attempts }) => attempts > 0)).toHaveLength(
        MAX_IN_FLIGHT_PER_WEBHOOK,
      );
      endpoint.release();
      await delivered(count);
      expect(endpoint.mostHeld).toBe(MAX_IN_FLIGHT_PER_WEBHOOK);
      expect(await readAttempts(fixture.harness)).toHaveLength(count);
    });

    it('never has more under way to all of them than its limit', async () => {
      const webhookIds = Array.from({ length: 15 }, (_, n) => n + 1);
      await givenEndpoint(Infinity);
      for (const id of webhookIds.slice(1)) {
        await fixture.createWebhook({ id, url: `${endpoint.url}/${id}` });
      }
      await fixture.enqueue(messages(100), webhookIds);
      await fixture.startDispatcher();
      await waitUntil('the limit', () => endpoint.heldCount === MAX_IN_FLIGHT);
      endpoint.release();
      await delivered(100 * webhookIds.length);

      expect(endpoint.mostHeld).toBe(MAX_IN_FLIGHT);
    });

    it('sends the rest while some hang', async () => {
      const [hanging, count] = [10, MAX_IN_FLIGHT * 3];
      await givenEndpoint(hanging);
      await fixture.enqueue(messages(count));
      await fixture.startDispatcher();

      await delivered(count - hanging);

      expect(endpoint.heldCount).toBe(hanging);
    });

    it('sends to others while a webhook hangs on all that it may have', async () => {
      const receiver = await new Receiver().start();
      await givenEndpoint(Infinity);
      await fixture.createWebhook({ id: 2, url: receiver.url });
      await fixture.enqueue(messages(MAX_IN_FLIGHT_PER_WEBHOOK * 3));
      const dispatcher = await fixture.startDispatcher();
      await waitUntil('the cap', () => endpoint.heldCount === MAX_IN_FLIGHT_PER_WEBHOOK);

      for (let n = 1; n <= 5; n++) {
        await fixture.enqueue(messages(40), [2]);
        dispatcher.wake([{ webhookId: 2, accountId: 1 }]);
        await delivered(40 * n);
      }

      expect(receiver.posts).toHaveLength(200);
      await receiver.stop();
    });
  });

  it('sends each once where two dispatchers share the queue', async () => {
    const count = 300;
    const receiver = await new Receiver().start();
    await fixture.createWebhook({ id: 1, url: receiver.url });
    const dispatchers = [await fixture.startDispatcher(), await fixture.startDispatcher()];
    const stored = await fixture.enqueue(messages(count));
    for (const dispatcher of dispatchers) dispatcher.wake([WEBHOOK]);
    await delivered(count);
    await fixture.close();
    await receiver.stop();

    expect(receiver.posts).toHaveLength(count);
    expect(new Set(receiver.posts.map(({ headers }) => headers['webhook-id']))).toEqual(
      new Set(stored.map(({ id }) => `msg_${id}_1`)),
    );
  });
});
