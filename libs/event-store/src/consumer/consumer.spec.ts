import { settledBatch } from './batch-in-hand';
import { BEGINNING } from '../event-store';
import {
  appendNumbered,
  Recorder,
  records,
  settle,
  useConsumer,
} from '../testing/consumer-harness';

const BROKEN = { sql: 'INSERT INTO nowhere VALUES (1)', params: [] };

describe('Consumer', () => {
  const fixture = useConsumer();

  it('turns the log into rows, in order, batch by batch', async () => {
    await appendNumbered(fixture.harness.store, 1, 8);

    fixture.consumer.wake();
    await settle();

    expect(await fixture.readRecords()).toEqual(records(8));
    expect(fixture.recorder.batchSizes).toEqual([3, 3, 2]);
    expect(fixture.recorder.loads).toBe(1);
  });

  it('does nothing until it is woken', async () => {
    await appendNumbered(fixture.harness.store, 1, 1);
    await settle();

    expect(await fixture.readRecords()).toEqual([]);
  });

  it('goes on when woken again, without loading again', async () => {
    await appendNumbered(fixture.harness.store, 1, 2);
    fixture.consumer.wake();
    await settle();
    await appendNumbered(fixture.harness.store, 3, 5);
    fixture.consumer.wake();
    await settle();

    expect(await fixture.readRecords()).toEqual(records(5));
    expect(fixture.recorder.loads).toBe(1);
  });

  it('tells its handler of each commit once the rows are there', async () => {
    const seen: number[] = [];
    fixture.recorder.committed = () => {
      const { connection } = fixture.harness;
      seen.push(connection.all('SELECT 1 FROM records').length);
    };
    await appendNumbered(fixture.harness.store, 1, 5);

    fixture.consumer.wake();
    await settle();

    expect(seen).toEqual([3, 5]);
  });

  it.each(Array.from({ length: 16 }, (_, microtasks) => microtasks))(
    'misses no wake-up, not even one %d microtasks after it found nothing new',
    async (microtasks) => {
      await appendNumbered(fixture.harness.store, 1, 1);
      jest.spyOn(fixture.harness.store, 'readBatch').mockImplementationOnce(async (after) => {
        let moment = Promise.resolve();
        for (let n = 0; n < microtasks; n++) moment = moment.then(() => undefined);
        void moment.then(() => fixture.consumer.wake());
        return { events: [], checkpoint: after };
      });

      fixture.consumer.wake();
      await settle();

      expect(await fixture.readRecords()).toEqual(records(1));
    },
  );

  it('runs once however often it is woken', async () => {
    await appendNumbered(fixture.harness.store, 1, 8);

    for (let n = 0; n < 10; n++) {
      fixture.consumer.wake();
      await new Promise(setImmediate);
    }
    await settle();

    expect(await fixture.readRecords()).toEqual(records(8));
    expect(fixture.recorder.batchSizes).toEqual([3, 3, 2]);
  });

  it('keeps up with a log that grows while it reads', async () => {
    fixture.harness.store.onAppended(() => fixture.consumer.wake());

    await Promise.all([appendNumbered(fixture.harness.store, 1, 50), settle()]);
    await settle();

    expect(await fixture.readRecords()).toEqual(records(50));
  });

  it('resumes from its checkpoint after a restart', async () => {
    await appendNumbered(fixture.harness.store, 1, 4);
    fixture.consumer.wake();
    await settle();
    await fixture.restart();
    await appendNumbered(fixture.harness.store, 5, 6);

    fixture.consumer.wake();
    await settle();

    expect(await fixture.readRecords()).toEqual(records(6));
    expect(fixture.recorder.batchSizes).toEqual([2]);
  });

  it('reads anew what another process committed while it loaded', async () => {
    const { store } = fixture.harness;
    await appendNumbered(store, 1, 4);
    const load = jest.spyOn(fixture.recorder, 'load').mockImplementationOnce(async () => {
      await fixture.recorder.load();
      const { events, checkpoint } = await store.readBatch(BEGINNING, 1);
      const rival = new Recorder(fixture.harness);
      await store.commitBatch('recorder', BEGINNING, checkpoint, rival.record(events));
    });

    fixture.consumer.wake();
    await settle();
    await jest.advanceTimersByTimeAsync(100);
    await settle();

    expect(load).toHaveBeenCalled();
    expect(await fixture.readRecords()).toEqual(records(4));
  });

  describe('stop', () => {
    it('finishes the batch in hand and takes no other', async () => {
      await appendNumbered(fixture.harness.store, 1, 8);
      let stopped: Promise<void> | undefined;
      const handle = fixture.recorder.handle.bind(fixture.recorder);
      jest.spyOn(fixture.recorder, 'handle').mockImplementation((events) => {
        stopped = fixture.consumer.stop();
        return handle(events);
      });

      fixture.consumer.wake();
      await settle();
      await stopped;

      expect(await fixture.readRecords()).toEqual(records(3));
      expect(fixture.recorder.batchSizes).toEqual([3]);
    });

    it('is over when the batch in hand is committed', async () => {
      await appendNumbered(fixture.harness.store, 1, 2);
      fixture.consumer.wake();
      const handle = jest.spyOn(fixture.recorder, 'handle');
      while (handle.mock.calls.length === 0) await new Promise(setImmediate);

      await fixture.consumer.stop();

      expect(await fixture.readRecords()).toEqual(records(2));
    });

    it('lets no wake-up start it again', async () => {
      await appendNumbered(fixture.harness.store, 1, 1);
      await fixture.consumer.stop();

      fixture.consumer.wake();
      await settle();

      expect(await fixture.readRecords()).toEqual([]);
    });

    it('leaves no timer behind in a pause', async () => {
      await appendNumbered(fixture.harness.store, 1, 1);
      jest.spyOn(fixture.recorder, 'handle').mockImplementation(() => settledBatch(1, [BROKEN]));
      fixture.consumer.wake();
      await settle();
      expect(jest.getTimerCount()).toBe(1);

      await fixture.consumer.stop();

      expect(jest.getTimerCount()).toBe(0);
    });

    it('leaves no timer behind where the batch in hand fails', async () => {
      await appendNumbered(fixture.harness.store, 1, 1);
      jest.spyOn(fixture.recorder, 'handle').mockImplementation(() => {
        void fixture.consumer.stop();
        return settledBatch(1, [BROKEN]);
      });

      fixture.consumer.wake();
      await settle();

      expect(fixture.log.error).toHaveBeenCalledTimes(1);
      expect(jest.getTimerCount()).toBe(0);
    });
  });
});
