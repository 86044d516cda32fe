import { Logger } from '@nestjs/common';
import type { ClaimedDelivery } from '../queue/delivery-queue';
import {
  claimDue,
  claimNew,
  DELIVERED,
  LEASE_MS,
  NOW_MS,
  outcome,
  useHarness,
} from '../testing/conformance/fixtures';
import { readDeliveries } from '../testing/delivery-rows';
import { openSqliteDeliveryQueue } from '../testing/sqlite-harness';
import { OutcomeRecorder } from './outcome-recorder';

const MAX_DELAY_MS = 10;
const MAX_BATCH = 256;

describe('OutcomeRecorder', () => {
  const harness = useHarness(openSqliteDeliveryQueue);
  let complete: jest.SpyInstance;
  let written: jest.Mock;
  let recorder: OutcomeRecorder;
  beforeEach(() => {
    jest.useFakeTimers({
      doNotFake: ['Date', 'hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate'],
    });
    complete = jest.spyOn(harness().queue, 'complete');
    written = jest.fn();
    recorder = new OutcomeRecorder(harness().queue, written);
  });
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  const record = (claimed: readonly ClaimedDelivery[]): void => {
    for (const delivery of claimed) recorder.record(outcome(delivery, DELIVERED));
  };
  const countDelivered = async (): Promise<number> => {
    const rows = await readDeliveries(harness());
    return rows.filter(({ status }) => status === 'delivered').length;
  };

  it('writes what comes within 10 ms of the first together', async () => {
    const claimed = await claimNew(harness(), 4);

    record(claimed.slice(0, 2));
    await jest.advanceTimersByTimeAsync(MAX_DELAY_MS - 1);
    record(claimed.slice(2, 3));
    expect(complete).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    record(claimed.slice(3));
    await recorder.flush();

    expect(complete.mock.calls.map(([outcomes]) => outcomes.length)).toEqual([3, 1]);
    expect(written.mock.calls.map(([outcomes]) => outcomes.length)).toEqual([3, 1]);
    expect(await countDelivered()).toBe(4);
  });

  it('does not wait once there are 256', async () => {
    const claimed = await claimNew(harness(), MAX_BATCH + 1);

    record(claimed.slice(0, MAX_BATCH - 1));
    expect(complete).not.toHaveBeenCalled();
    record(claimed.slice(MAX_BATCH - 1));
    expect(complete).toHaveBeenCalledTimes(1);
    expect(complete.mock.calls[0][0]).toHaveLength(MAX_BATCH);

    await recorder.flush();
    expect(await countDelivered()).toBe(MAX_BATCH + 1);
  });

  it('has written everything once it is flushed, what was under way as well', async () => {
    const claimed = await claimNew(harness(), 3);
    record(claimed.slice(0, 2));
    jest.advanceTimersByTime(MAX_DELAY_MS);
    record(claimed.slice(2));

    await recorder.flush();

    expect(await countDelivered()).toBe(3);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('writes nothing where nothing was recorded', async () => {
    await recorder.flush();

    expect(complete).not.toHaveBeenCalled();
  });

  it('logs what could not be written, goes on, and leaves it to the end of the lease', async () => {
    const logged = jest.spyOn(Logger.prototype, 'error').mockImplementation();
    const [lost, kept] = await claimNew(harness(), 2);
    await harness().sql(`CREATE TRIGGER refuse BEFORE INSERT ON attempts
      BEGIN SELECT RAISE(ABORT, 'The disk is full'); END`);

    record([lost!]);
    await recorder.flush();
    await harness().sql('DROP TRIGGER refuse');
    record([kept!]);
    await recorder.flush();

    expect(logged.mock.calls).toEqual([
      [{ err: expect.objectContaining({ message: 'The disk is full' }), outcomes: 1 }],
    ]);
    expect(await claimDue(harness(), 10, NOW_MS + LEASE_MS)).toMatchObject([
      { id: lost!.id, attempt: 2 },
    ]);
    expect(await countDelivered()).toBe(1);
  });
});
