import { waitUntil } from '@app/harness';
import { DeliveryFixture } from '../testing/delivery-fixture';
import { messageCreated, webhookDeleted } from '../testing/new-events';
import type { DeliveryHarness } from '../testing/delivery-harness';
import { putOffDisabling } from './health-statements';
import { DISABLE_AFTER_MS, type WebhookHealth } from './webhook-health';

const NOW_MS = Date.UTC(2026, 0, 1);
const FAILURE = { circuitIsOpen: false, gone: false };
const WEBHOOK = { webhookId: 1, accountId: 1 };

describe('What is remembered of failing webhooks', () => {
  let fixture: DeliveryFixture;
  let harness: DeliveryHarness;
  let health: WebhookHealth;
  beforeEach(async () => {
    fixture = await DeliveryFixture.open();
    ({ harness } = fixture);
    await fixture.createAccount();
    await fixture.createWebhook({ id: 1 });
    health = fixture.makeHealth();
    health.failed(WEBHOOK, FAILURE, NOW_MS);
    await waitUntil('the row', async () => (await stored()) !== undefined);
  });
  afterEach(() => fixture.close());

  const stored = () => harness.healthTable.find(1);
  /** How often it was. */
  const disabled = async (): Promise<number> => {
    const events = await harness.store.readStream('webhook-1');
    return events.filter(({ type }) => type === 'WebhookDisabled').length;
  };
  /** Resolves when what follows of a failure at that time is on record. */
  const fail = async (nowMs: number): Promise<void> => {
    health.failed(WEBHOOK, { circuitIsOpen: true, gone: false }, nowMs);
    await waitUntil('what follows', async () => {
      const { disableAtMs, circuitOpened } = (await stored())!;
      return (await disabled()) > 0 || circuitOpened || disableAtMs > nowMs;
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
  };

  it('has one disabled after five days', async () => {
    await fail(NOW_MS + DISABLE_AFTER_MS);

    expect(await disabled()).toBe(1);
  });

  it('has none disabled that was enabled in time, also where nobody has said so', async () => {
    await harness.commit([putOffDisabling(1, NOW_MS + 2 * DISABLE_AFTER_MS)]);
    await fail(NOW_MS + DISABLE_AFTER_MS);
    expect(await disabled()).toBe(0);

    await fail(NOW_MS + 2 * DISABLE_AFTER_MS);
    expect(await disabled()).toBe(1);
  });

  it('is of the shards whose deliveries are made here', async () => {
    const opened = { ...(await stored())!, circuitOpened: true };
    await harness.healthTable.save(opened);
    await harness.healthTable.save({ ...opened, webhookId: 2 });
    const another = fixture.makeHealth();
    await another.load([1, 3]);

    expect([another.isDown(1), another.isDown(2)]).toEqual([true, false]);
    await another.load([2]);
    another.forget([1]);
    expect([another.isDown(1), another.isDown(2)]).toEqual([false, true]);
    another.changed({ webhookId: 2, change: 'deleted' });
    expect(another.isDown(2)).toBe(false);
  });
});

describe('The outbox, reading of a failing webhook', () => {
  let fixture: DeliveryFixture;
  beforeEach(async () => {
    fixture = await DeliveryFixture.open();
    await fixture.createAccount();
    await fixture.createWebhook({ id: 1 });
    await fixture.harness.healthTable.save({
      ...WEBHOOK,
      failingSinceMs: NOW_MS - DISABLE_AFTER_MS,
      disableAtMs: NOW_MS,
      circuitOpened: true,
      wasDisabled: true,
    });
  });
  afterEach(() => fixture.close());

  const caughtUp = () => waitUntil('the outbox', () => fixture.isCaughtUp());

  it('that it was enabled, gives it five days more', async () => {
    await fixture.disable(1);
    await fixture.enable(1);
    fixture.startOutbox();
    await caughtUp();

    expect(await fixture.harness.healthTable.find(1)).toMatchObject({
      disableAtMs: fixture.harness.clock.nowMs() + DISABLE_AFTER_MS,
      circuitOpened: true,
    });
  });

  it('that it was deleted, forgets it', async () => {
    await fixture.append(webhookDeleted({ id: 1 }), messageCreated());
    fixture.startOutbox();
    await caughtUp();

    expect(await fixture.harness.healthTable.load()).toEqual([]);
  });
});
