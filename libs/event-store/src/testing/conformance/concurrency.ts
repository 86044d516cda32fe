import type { StoredEvent } from '../../event';
import { BEGINNING, type EventStore } from '../../event-store';
import type { EventStoreHarness } from '../event-store-harness';
import { add, added, adder, idsOf, readLog, useHarness, versionsOf } from './fixtures';

const WRITERS = 32;
const STREAMS = 8;
const WRITES_EACH = 12;

/** One writer's mix of commands, appends, repeats and refusals; answers with what was stored. */
async function write(store: EventStore, writer: number): Promise<StoredEvent[]> {
  const stored: StoredEvent[] = [];
  for (let n = 0; n < WRITES_EACH; n++) {
    const stream = `sum-${(writer * 5 + n * 3) % STREAMS}`;
    const id = `${writer}-${n}`;
    switch ((writer + n) % 4) {
      case 0:
        stored.push(...(await add(store, stream, 1)).events);
        break;
      case 1:
        stored.push(...(await store.append(stream, [added(1, id), added(1, `${id}b`)], 'any')));
        break;
      case 2: {
        const both = [1, 2].map(() => store.append(stream, [added(1, id)], 'any'));
        const [once] = await Promise.all(both);
        stored.push(...once!);
        break;
      }
      default:
        await expect(add(store, stream, -1)).rejects.toThrow('negative');
        await expect(store.append(stream, [added(1, id)], 1_000_000)).rejects.toThrow('version');
    }
  }
  return stored;
}

/** Reads along until `done` and then to the end. */
async function tail(store: EventStore, done: Promise<unknown>): Promise<StoredEvent[]> {
  const seen: StoredEvent[] = [];
  let checkpoint = BEGINNING;
  let writing = true;
  const stop = () => (writing = false);
  void done.then(stop, stop);
  for (;;) {
    const lastLook = !writing;
    const batch = await store.readBatch(checkpoint, 10);
    seen.push(...batch.events);
    checkpoint = batch.checkpoint;
    if (batch.events.length > 0) continue;
    if (lastLook) return seen;
    await new Promise(setImmediate);
  }
}

export function describeConcurrency(open: () => Promise<EventStoreHarness>): void {
  const harness = useHarness(open);

  it('loses and doubles no event while 32 write to 8 streams and others read along', async () => {
    const { store } = harness();
    const writing = Promise.all(
      Array.from({ length: WRITERS }, (_, writer) => write(store, writer)),
    );
    const readers = [tail(store, writing), tail(store, writing)];

    const accepted = (await writing).flat();
    const log = await readLog(store);

    expect(idsOf(log).toSorted()).toEqual(idsOf(accepted).toSorted());
    expect(accepted).toHaveLength(WRITERS * WRITES_EACH);
    for (const seen of await Promise.all(readers)) expect(idsOf(seen)).toEqual(idsOf(log));
    for (let n = 0; n < STREAMS; n++) {
      const stream = `sum-${n}`;
      const events = log.filter((event) => event.stream === stream);
      expect(versionsOf(events)).toEqual(events.map((_, index) => index + 1));
      expect(await store.readStream(stream)).toEqual(events);
      expect(await store.readState({ stream, decider: adder })).toEqual({ total: events.length });
    }
  });
}
