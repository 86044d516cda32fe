import { type BatchInHand, settledBatch } from '../consumer/batch-in-hand';
import { type BatchHandler, Consumer } from '../consumer/consumer';
import type { StoredEvent } from '../event';
import type { EventStore } from '../event-store';
import type { Statement } from '../statement';
import { added } from './conformance/fixtures';
import { openSqliteEventStore, type SqliteEventStoreHarness } from './sqlite-harness';

/** Writes the ids of the events down, numbered from memory. */
export class Recorder implements BatchHandler {
  readonly consumer = 'recorder';
  readonly batchSize = 3;
  readonly room = 2;
  readonly batchSizes: number[] = [];
  loads = 0;
  private written = 0;

  constructor(private readonly harness: SqliteEventStoreHarness) {}

  async load(): Promise<void> {
    this.loads++;
    this.written = (await readRecords(this.harness)).length;
  }

  handle(events: readonly StoredEvent[]): BatchInHand {
    this.batchSizes.push(events.length);
    return settledBatch(events.length, this.record(events), () => this.committed());
  }

  record(events: readonly StoredEvent[]): Statement[] {
    return events.map(({ id }) => ({
      sql: 'INSERT INTO records (number, event_id) VALUES (?, ?)',
      params: [++this.written, id],
    }));
  }

  committed(): void {}
}

async function readRecords({ sql }: SqliteEventStoreHarness): Promise<unknown[]> {
  return sql('SELECT number, event_id FROM records ORDER BY rowid');
}

/** What a {@link Recorder} makes of the first events of {@link appendNumbered}. */
export function records(count: number) {
  return Array.from({ length: count }, (_, n) => ({ number: n + 1, event_id: `id-${n + 1}` }));
}

/** Appends events with the ids `id-<from>` to `id-<to>`. */
export async function appendNumbered(store: EventStore, from: number, to: number): Promise<void> {
  for (let n = from; n <= to; n++) await store.append('sum-1', [added(n, `id-${n}`)], 'any');
}

/** Lets the event loop turn often enough for all that is under way, unless it waits for a timer. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 100; turn++) await new Promise(setImmediate);
}

export interface ConsumerFixture {
  readonly harness: SqliteEventStoreHarness;
  readonly recorder: Recorder;
  readonly consumer: Consumer;
  readonly log: { readonly error: jest.Mock };
  readRecords(): Promise<unknown[]>;
  /** Closes the database and opens it again, with a new consumer on it. */
  restart(): Promise<void>;
}

/** For each test a database and a consumer that records it; its timers fire when told to. */
export function useConsumer(): ConsumerFixture {
  const fixture = {} as { -readonly [Key in keyof ConsumerFixture]: ConsumerFixture[Key] };
  const start = () => {
    fixture.recorder = new Recorder(fixture.harness);
    fixture.log = { error: jest.fn() };
    fixture.consumer = new Consumer(fixture.harness.store, fixture.recorder, fixture.log);
  };
  fixture.readRecords = () => readRecords(fixture.harness);
  fixture.restart = async () => {
    await fixture.consumer.stop();
    await fixture.harness.reopen();
    start();
  };

  beforeEach(async () => {
    jest.useFakeTimers({
      doNotFake: ['Date', 'hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate'],
    });
    fixture.harness = await openSqliteEventStore();
    await fixture.harness.sql('CREATE TABLE records (number INTEGER, event_id TEXT)');
    start();
  });
  afterEach(async () => {
    await fixture.consumer.stop();
    jest.useRealTimers();
    await fixture.harness.close();
  });
  return fixture;
}
