import { Receiver, waitUntil } from '@app/harness';
import { DeliveryFixture } from '../testing/delivery-fixture';
import { readAttempts, readDeliveries } from '../testing/delivery-rows';
import { typingStarted } from '../testing/new-events';

/** How long a signal of the moment is worth sending. */
const LIFETIME_MS = 30_000;

describe('Dispatcher, with a report that somebody is typing', () => {
  let fixture: DeliveryFixture;
  let receiver: Receiver;
  /** What the receiver answers. */
  let status: number;
  let startMs: number;
  beforeEach(async () => {
    fixture = await DeliveryFixture.open();
    receiver = await new Receiver(() => status).start();
    await fixture.createWebhook({ id: 1, url: receiver.url });
    startMs = fixture.harness.clock.nowMs();
  });
  afterEach(async () => {
    await fixture.close();
    await receiver.stop();
  });

  const enqueueTyping = (occurredAtMs: number) =>
    fixture.enqueue([typingStarted(occurredAtMs)], [1], 'conversation_typing_on');
  const deliveries = () => readDeliveries(fixture.harness);
  const attempted = (count: number) =>
    waitUntil(`${count} attempts`, async () => {
      return (await readAttempts(fixture.harness)).length === count;
    });
  const finished = () =>
    waitUntil('the delivery to finish', async () =>
      (await deliveries()).every((delivery) => delivery.status !== 'pending'),
    );

  it.each([
    ['at once', 0],
    ['30 s later', LIFETIME_MS],
  ])('sends it %s', async (_, ageMs) => {
    status = 200;
    await enqueueTyping(startMs - ageMs);
    await fixture.startDispatcher();
    await finished();

    expect(await deliveries()).toMatchObject([{ status: 'delivered', attempts: 1 }]);
    expect(receiver.posts).toHaveLength(1);
  });

  it('lets it expire, unsent, where it is found more than 30 s later', async () => {
    await enqueueTyping(startMs - LIFETIME_MS - 1);
    await fixture.startDispatcher();
    await finished();

    expect(await deliveries()).toMatchObject([{ status: 'expired', finishedAtMs: startMs }]);
    expect(await readAttempts(fixture.harness)).toEqual([]);
    expect(receiver.posts).toEqual([]);
  });

  it('attempts it again within 30 s, and then no more', async () => {
    const { clock } = fixture.harness;
    status = 503;
    await enqueueTyping(startMs);
    const dispatcher = await fixture.startDispatcher();
    await attempted(1);
    expect(await deliveries()).toMatchObject([
      { status: 'pending', availableAtMs: startMs + 5_000 },
    ]);
    clock.advance(5_000);
    dispatcher.wake([]);
    await finished();

    expect(await deliveries()).toMatchObject([
      { status: 'expired', attempts: 2, finishedAtMs: startMs + 5_000 },
    ]);
    expect(receiver.posts).toHaveLength(2);
  });

  it.each([
    ['falls on the last moment', 25_000, 'pending'],
    ['falls behind it', 25_001, 'expired'],
  ])('goes by when it happened: a retry that %s', async (_, ageMs, expected) => {
    status = 503;
    await enqueueTyping(startMs - ageMs);
    await fixture.startDispatcher();
    await attempted(1);

    expect(await deliveries()).toMatchObject([{ status: expected }]);
  });

  it('lets it expire where the retry was due, but came too late', async () => {
    const { clock } = fixture.harness;
    status = 503;
    await enqueueTyping(startMs);
    const dispatcher = await fixture.startDispatcher();
    await attempted(1);
    clock.advance(LIFETIME_MS + 1);
    dispatcher.wake([]);
    await finished();

    expect(await deliveries()).toMatchObject([{ status: 'expired', attempts: 2 }]);
    expect(receiver.posts).toHaveLength(1);
  });
});
