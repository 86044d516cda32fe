import type { Attempt } from '../../queue/delivery-queue';
import type { DeliveryQueueHarness } from '../delivery-queue-harness';
import { readAttempts, readDeliveries } from '../delivery-rows';
import { answered, claimDue, claimNew, DELIVERED, NOW_MS, outcome, useHarness } from './fixtures';

const A_YEAR_LATER_MS = NOW_MS + 365 * 86_400_000;
const KEPT_BODY_BYTES = 16 * 1024;

export function describeComplete(open: () => Promise<DeliveryQueueHarness>): void {
  const harness = useHarness(open);

  it.each(['delivered', 'failed', 'cancelled', 'expired'] as const)(
    'finishes a delivery for good: %s',
    async (status) => {
      const { queue } = harness();
      const [claimed] = await claimNew(harness(), 1);

      await queue.complete([outcome(claimed!, { status })]);

      expect(await readDeliveries(harness())).toMatchObject([
        { status, attempts: 1, finishedAtMs: NOW_MS + 20 },
      ]);
      expect(await claimDue(harness(), 10, A_YEAR_LATER_MS)).toEqual([]);
      expect(await queue.releaseClaims(NOW_MS)).toBe(0);
    },
  );

  it('has a delivery wait for its next attempt', async () => {
    const { queue } = harness();
    const [claimed] = await claimNew(harness(), 1);

    await queue.complete([
      outcome(claimed!, { status: 'pending', nextAttemptAtMs: NOW_MS + 5_000 }),
    ]);

    expect(await readDeliveries(harness())).toMatchObject([
      { status: 'pending', attempts: 1, finishedAtMs: null },
    ]);
    expect(await claimDue(harness(), 10, NOW_MS + 4_999)).toEqual([]);
    expect(await claimDue(harness(), 10, NOW_MS + 5_000)).toEqual([{ ...claimed, attempt: 2 }]);
  });

  it('keeps an attempt for each POST', async () => {
    const { queue } = harness();
    const [first] = await claimNew(harness(), 1);
    const refused: Attempt = {
      ...answered,
      durationMs: 3,
      firstByteMs: null,
      customHeaderNames: null,
      statusCode: null,
      errorClass: 'connect',
      errorMessage: 'connect ECONNREFUSED 127.0.0.1:9',
      responseHeaders: {},
      responseBody: '',
    };
    await queue.complete([
      outcome(first!, { status: 'pending', nextAttemptAtMs: NOW_MS + 2 }, refused),
    ]);
    const [second] = await claimDue(harness(), 1, NOW_MS + 2);
    await queue.complete([outcome(second!, DELIVERED, answered)]);

    expect(await readAttempts(harness())).toEqual([
      { deliveryId: first!.id, attempt: 1, ...refused },
      { deliveryId: first!.id, attempt: 2, ...answered },
    ]);
  });

  it('keeps no attempt where nothing was sent', async () => {
    const [claimed] = await claimNew(harness(), 1);

    await harness().queue.complete([outcome(claimed!, { status: 'cancelled' }, null)]);

    expect(await readDeliveries(harness())).toMatchObject([{ status: 'cancelled' }]);
    expect(await readAttempts(harness())).toEqual([]);
  });

  it.each([
    ['of 16 KiB', 'x'.repeat(KEPT_BODY_BYTES)],
    ['of 16 KiB of emoji', '👋'.repeat(KEPT_BODY_BYTES / 4)],
    ['with letters of many scripts', 'þetta “日本” مرحبا e\u0301 \u200F\uFEFF\u2028'],
    ['with quotes, backslashes and JSON', `'"\\\`{"a":[1,null]}\\u0000 ? $1 :name %s`],
    ['with line ends and control characters', 'one\r\ntwo\t\u0001\u001f\u007f\u0085'],
    ['with bytes that were no UTF-8', Buffer.from([0xff, 0x41, 0xc3]).toString('utf8')],
    ['that is empty', ''],
    ['that reads like a number', '0012.50'],
    ['that reads like null', 'null'],
  ])('keeps what the endpoint said as it was, letter for letter: a text %s', async (_, text) => {
    const [claimed] = await claimNew(harness(), 1);
    const sent = { ...answered, errorClass: 'http-status', errorMessage: text, responseBody: text };

    await harness().queue.complete([outcome(claimed!, DELIVERED, sent)]);

    expect(await readAttempts(harness())).toEqual([
      { deliveryId: claimed!.id, attempt: 1, ...sent },
    ]);
  });

  it('keeps a NUL as what the database takes for it, and the rest as it was', async () => {
    const [claimed] = await claimNew(harness(), 1);
    const text = 'before\0after \\u0000';
    const headers = { 'x-odd': text };
    const sent = { ...answered, responseHeaders: headers, errorMessage: text, responseBody: text };

    await harness().queue.complete([outcome(claimed!, DELIVERED, sent)]);

    const kept = `before${harness().nul}after \\u0000`;
    expect(await readAttempts(harness())).toMatchObject([
      { responseHeaders: headers, errorMessage: kept, responseBody: kept },
    ]);
  });

  it('writes a thousand outcomes at once, each to its own delivery', async () => {
    const claimed = await claimNew(harness(), 1_000);
    const statuses = ['delivered', 'failed', 'cancelled', 'expired'] as const;
    const statusOf = (n: number) => statuses[n % statuses.length]!;

    await harness().queue.complete(
      claimed.map((delivery, n) =>
        outcome(delivery, { status: statusOf(n) }, { ...answered, responseBody: `body ${n}` }),
      ),
    );

    expect((await readDeliveries(harness())).map(({ id, status }) => [id, status])).toEqual(
      claimed.map(({ id }, n) => [id, statusOf(n)]),
    );
    expect(
      (await readAttempts(harness())).map((row) => [row.deliveryId, row.responseBody]),
    ).toEqual(claimed.map(({ id }, n) => [id, `body ${n}`]));
  });

  it('writes nothing for nothing', async () => {
    await claimNew(harness(), 1);
    const before = await readDeliveries(harness());

    await harness().queue.complete([]);

    expect(await readDeliveries(harness())).toEqual(before);
  });

  it('is kept by the database', async () => {
    const [claimed] = await claimNew(harness(), 1);
    await harness().queue.complete([outcome(claimed!, DELIVERED)]);

    await harness().reopen();

    expect(await readDeliveries(harness())).toMatchObject([{ status: 'delivered' }]);
    expect(await readAttempts(harness())).toHaveLength(1);
  });
}
