import { settledBatch } from './batch-in-hand';
import { appendNumbered, records, settle, useConsumer } from '../testing/consumer-harness';

const BROKEN = { sql: 'INSERT INTO nowhere VALUES (1)', params: [] };
const brokenBatch = (events = 1) => settledBatch(events, [BROKEN]);

describe('Consumer, after a failure', () => {
  const fixture = useConsumer();
  const failure = new Error('Out of luck');
  const fail = () => {
    throw failure;
  };

  it.each<[string, () => unknown]>([
    [
      'the handler throws',
      () => jest.spyOn(fixture.recorder, 'handle').mockImplementationOnce(fail),
    ],
    [
      'a statement is refused',
      () => jest.spyOn(fixture.recorder, 'handle').mockImplementationOnce(() => brokenBatch()),
    ],
    ['loading fails', () => jest.spyOn(fixture.recorder, 'load').mockRejectedValueOnce(failure)],
    [
      'the log cannot be read',
      () => jest.spyOn(fixture.harness.store, 'readBatch').mockRejectedValueOnce(failure),
    ],
    [
      'a listener to its commits throws',
      () => jest.spyOn(fixture.recorder, 'committed').mockImplementationOnce(fail),
    ],
  ])('tries again, skipping and doubling nothing: %s', async (_case, breakOnce) => {
    await appendNumbered(fixture.harness.store, 1, 8);
    breakOnce();

    fixture.consumer.wake();
    await settle();
    expect(fixture.log.error).toHaveBeenCalledTimes(1);
    expect(fixture.log.error).toHaveBeenCalledWith(
      'recorder failed, trying again in 100 ms',
      expect.objectContaining({ message: expect.any(String) }),
    );
    await jest.advanceTimersByTimeAsync(100);
    await settle();

    expect(await fixture.readRecords()).toEqual(records(8));
    expect(fixture.log.error).toHaveBeenCalledTimes(1);
  });

  it('loads again, for the failed batch may have changed what memory holds', async () => {
    await appendNumbered(fixture.harness.store, 1, 8);
    let batch = 0;
    const handle = fixture.recorder.handle.bind(fixture.recorder);
    jest.spyOn(fixture.recorder, 'handle').mockImplementation((events) => {
      const made = handle(events);
      return ++batch === 2 ? brokenBatch(events.length) : made;
    });

    fixture.consumer.wake();
    await settle();
    expect(await fixture.readRecords()).toEqual(records(3));
    await jest.advanceTimersByTimeAsync(100);
    await settle();

    expect(fixture.recorder.loads).toBe(2);
    expect(await fixture.readRecords()).toEqual(records(8));
  });

  it('pauses for twice as long each time, up to 5 s, and anew from 100 ms', async () => {
    await appendNumbered(fixture.harness.store, 1, 1);
    const handle = jest.spyOn(fixture.recorder, 'handle').mockImplementation(fail);
    fixture.consumer.wake();
    await settle();

    for (const pauseMs of [100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000]) {
      const attempts = handle.mock.calls.length;
      await jest.advanceTimersByTimeAsync(pauseMs - 1);
      await settle();
      expect(handle).toHaveBeenCalledTimes(attempts);
      await jest.advanceTimersByTimeAsync(1);
      await settle();
      expect(handle).toHaveBeenCalledTimes(attempts + 1);
    }
    handle.mockRestore();
    await jest.advanceTimersByTimeAsync(5_000);
    await settle();
    expect(await fixture.readRecords()).toEqual(records(1));

    await appendNumbered(fixture.harness.store, 2, 2);
    jest.spyOn(fixture.recorder, 'handle').mockImplementationOnce(fail);
    fixture.consumer.wake();
    await settle();
    expect(fixture.log.error).toHaveBeenLastCalledWith(expect.stringContaining('100 ms'), failure);
  });

  it('pauses however often it is woken meanwhile, and forgets no wake-up', async () => {
    await appendNumbered(fixture.harness.store, 1, 1);
    const handle = jest.spyOn(fixture.recorder, 'handle').mockImplementationOnce(fail);
    fixture.consumer.wake();
    await settle();

    for (let n = 0; n < 10; n++) {
      fixture.consumer.wake();
      await settle();
    }

    expect(handle).toHaveBeenCalledTimes(1);
    expect(jest.getTimerCount()).toBe(1);
    await jest.advanceTimersByTimeAsync(100);
    await settle();
    expect(await fixture.readRecords()).toEqual(records(1));
  });
});
