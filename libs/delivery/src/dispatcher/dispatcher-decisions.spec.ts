import { Receiver, waitUntil } from '@app/harness';
import { EnableWebhook, type WebhookEvent } from '@app/webhooks';
import type { StoredEvent } from '@app/event-store';
import { DISABLE_AFTER_MS } from '../health/webhook-health';
import { FAILURES_TO_OPEN } from '../lanes/circuit';
import { DeliveryFixture } from '../testing/delivery-fixture';
import { readAttempts, readDeliveries } from '../testing/delivery-rows';
import { messageCreated } from '../testing/new-events';
import type { Dispatcher } from './dispatcher';

const MINUTE_MS = 60_000;
const WEBHOOK = { webhookId: 1, accountId: 1 };
const OWNER = { accountId: 1, actor: { type: 'user', id: 1 }, correlationId: 'request-1' } as const;

describe('Dispatcher, with a webhook of which something is to be decided', () => {
  let fixture: DeliveryFixture;
  let receiver: Receiver;
  let dispatcher: Dispatcher;
  /** What the receiver answers. */
  let status: number;
  let startMs: number;
  beforeEach(async () => {
    status = 200;
    fixture = await DeliveryFixture.open();
    receiver = await new Receiver(() => status).start();
    await fixture.createAccount();
    await fixture.createWebhook({ id: 1, url: receiver.url });
    startMs = fixture.harness.clock.nowMs();
    dispatcher = await fixture.startDispatcher();
  });
  afterEach(async () => {
    await fixture.close();
    await receiver.stop();
  });

  const deliveries = () => readDeliveries(fixture.harness);
  const send = async (count = 1): Promise<void> => {
    await fixture.enqueue(Array.from({ length: count }, () => messageCreated()));
    dispatcher.wake([WEBHOOK]);
  };
  const attempted = (count: number) =>
    waitUntil(`${count} attempts`, async () => {
      return (await readAttempts(fixture.harness)).length >= count;
    });
  const advance = (ms: number): void => {
    fixture.harness.clock.advance(ms);
    dispatcher.wake([]);
  };
  const decided = async (type: WebhookEvent['type']): Promise<StoredEvent[]> => {
    const events = await fixture.harness.store.readStream('webhook-1');
    return events.filter((event) => event.type === type);
  };
  const untilDecided = (type: WebhookEvent['type'], count = 1) =>
    waitUntil(`${count} of ${type}`, async () => (await decided(type)).length === count);

  describe('for its endpoint answers 410', () => {
    beforeEach(async () => {
      status = 410;
      await send(3);
      await attempted(3);
    });

    it('disables it, once, and says why', async () => {
      expect(await decided('WebhookDisabled')).toMatchObject([
        {
          data: { id: 1, reason: 'gone', failingSince: null, account: { id: 1, name: 'Hoory' } },
          metadata: { accountId: 1, actor: null },
        },
      ]);
    });

    it('loses nothing, and attempts nothing any more', async () => {
      await send();
      advance(DISABLE_AFTER_MS);
      await new Promise((resolve) => setTimeout(resolve, 50));

      expect(receiver.posts).toHaveLength(3);
      expect((await deliveries()).map((delivery) => delivery.status)).toEqual(
        Array.from({ length: 4 }, () => 'pending'),
      );
    });

    it('sends all of it once it is enabled, and says that it works again', async () => {
      status = 200;
      await fixture.execute(
        new EnableWebhook(1, 1, { deliverMissed: true, ratePerSecond: 100 }, OWNER),
      );
      await send();
      advance(MINUTE_MS);
      await waitUntil('all to be delivered', async () =>
        (await deliveries()).every((delivery) => delivery.status === 'delivered'),
      );
      await untilDecided('WebhookRecovered');

      expect(await decided('WebhookRecovered')).toMatchObject([
        { data: { id: 1, failingSince: new Date(startMs).toISOString() } },
      ]);
    });
  });

  it('disables it after five days of nothing but failures', async () => {
    status = 500;
    await send();
    await attempted(1);
    advance(DISABLE_AFTER_MS - 1);
    await attempted(2);
    expect(await decided('WebhookDisabled')).toEqual([]);
    advance(300_000);
    await untilDecided('WebhookDisabled');

    expect(await decided('WebhookDisabled')).toMatchObject([
      { data: { reason: 'failures', failingSince: new Date(startMs).toISOString() } },
    ]);
  });

  it('does not disable it where a single attempt succeeds in between', async () => {
    status = 500;
    await send();
    await attempted(1);
    advance(DISABLE_AFTER_MS - MINUTE_MS);
    await attempted(2);
    status = 200;
    await send();
    await attempted(3);
    status = 500;
    await send();
    advance(5 * MINUTE_MS);
    await attempted(5);

    expect(await decided('WebhookDisabled')).toEqual([]);
  });

  it('gives it five days more where its owner enables it', async () => {
    status = 500;
    // So few that its circuit stays closed.
    await send(2);
    await attempted(2);
    await fixture.harness.sql('UPDATE deliveries SET failures = 0');
    advance(DISABLE_AFTER_MS);
    await untilDecided('WebhookDisabled');
    await attempted(4);
    await fixture.execute(
      new EnableWebhook(1, 1, { deliverMissed: true, ratePerSecond: 100 }, OWNER),
    );
    await send();
    await attempted(5);

    expect(await decided('WebhookDisabled')).toHaveLength(1);
  });

  it('says of a delivery that was given up what became of it, once', async () => {
    status = 503;
    await send();
    await attempted(1);
    advance(5_000);
    await attempted(2);
    advance(300_000);
    await untilDecided('DeliveryExhausted');

    const { id, eventId } = (await deliveries())[0]!;
    expect(await decided('DeliveryExhausted')).toMatchObject([
      {
        data: {
          id: 1,
          accountId: 1,
          url: receiver.url,
          account: { id: 1, name: 'Hoory' },
          delivery: {
            id,
            messageId: `msg_${eventId}_1`,
            event: 'message_created',
            conversationId: null,
            attempts: 3,
            errorClass: 'http-status',
            statusCode: 503,
          },
        },
        metadata: { accountId: 1, actor: null },
      },
    ]);
    await waitUntil('the outcome', async () => (await deliveries())[0]!.status === 'failed');
  });

  describe('for it fails again and again', () => {
    beforeEach(async () => {
      status = 500;
      await send(FAILURES_TO_OPEN);
      await attempted(FAILURES_TO_OPEN);
    });

    it('keeps all from it but one probe at a time', async () => {
      await send(10);
      advance(4_999);
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect(receiver.posts).toHaveLength(FAILURES_TO_OPEN);
      advance(1);
      await attempted(FAILURES_TO_OPEN + 1);
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect(receiver.posts).toHaveLength(FAILURES_TO_OPEN + 1);
    });

    it('sends all of it after a probe that succeeds, and says that it works again', async () => {
      await send(10);
      advance(MINUTE_MS);
      await attempted(FAILURES_TO_OPEN + 1);
      status = 200;
      advance(MINUTE_MS);
      await waitUntil('all to be delivered', async () => {
        dispatcher.wake([WEBHOOK]);
        return (await deliveries()).every((delivery) => delivery.status !== 'pending');
      });
      await untilDecided('WebhookRecovered');

      expect(await decided('WebhookRecovered')).toMatchObject([
        { data: { failingSince: new Date(startMs).toISOString() } },
      ]);
    });

    it('begins with a probe also after a restart, and not with all that waits', async () => {
      await send(10);
      await dispatcher.beforeApplicationShutdown();
      advance(MINUTE_MS);
      dispatcher = await fixture.startDispatcher();
      await attempted(FAILURES_TO_OPEN + 1);
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect(receiver.posts).toHaveLength(FAILURES_TO_OPEN + 1);

      advance(9_999);
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect(receiver.posts).toHaveLength(FAILURES_TO_OPEN + 1);
      status = 200;
      advance(MINUTE_MS);
      await waitUntil('all to be delivered', async () => {
        dispatcher.wake([WEBHOOK]);
        return (await deliveries()).every((delivery) => delivery.status !== 'pending');
      });
    });

    it('makes no event of an outage of less than a minute', async () => {
      status = 200;
      advance(5_000);
      await waitUntil('all to be delivered', async () =>
        (await deliveries()).every((delivery) => delivery.status === 'delivered'),
      );
      await dispatcher.beforeApplicationShutdown();

      expect(await decided('WebhookRecovered')).toEqual([]);
    });
  });

  it('keeps all but probes from it also where its deliveries come, and fail, one at a time', async () => {
    status = 500;
    for (let failures = 1; failures <= FAILURES_TO_OPEN; failures += 1) {
      await send();
      await attempted(failures);
    }
    await send();
    await new Promise((resolve) => setTimeout(resolve, 30));

    expect(receiver.posts).toHaveLength(FAILURES_TO_OPEN);
  });

  it('remembers over a restart since when it has failed', async () => {
    status = 500;
    await send();
    await attempted(1);
    await dispatcher.beforeApplicationShutdown();
    fixture.harness.clock.advance(DISABLE_AFTER_MS);
    dispatcher = await fixture.startDispatcher();
    await untilDecided('WebhookDisabled');

    expect(await decided('WebhookDisabled')).toMatchObject([
      { data: { failingSince: new Date(startMs).toISOString() } },
    ]);
  });
});
