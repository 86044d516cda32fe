import { CheckpointMovedError } from '../../errors';
import { BEGINNING } from '../../event-store';
import type { Statement } from '../../statement';
import type { EventStoreHarness } from '../event-store-harness';
import { added, useHarness } from './fixtures';

function insert(value: string | null): Statement {
  return { sql: 'INSERT INTO jobs (name) VALUES (?)', params: [value] };
}

export function describeCheckpoints(open: () => Promise<EventStoreHarness>): void {
  const harness = useHarness(open);
  const readJobs = async () => {
    const rows = await harness().sql('SELECT name FROM jobs ORDER BY name');
    return rows.map(({ name }) => name);
  };
  /** Those behind the first and the second event. */
  const appendTwo = async () => {
    const { store } = harness();
    await store.append('sum-1', [added(1), added(2)], 'any');
    const first = await store.readBatch(BEGINNING, 1);
    const second = await store.readBatch(first.checkpoint, 1);
    return [first.checkpoint, second.checkpoint] as const;
  };

  beforeEach(async () => {
    await harness().sql('CREATE TABLE jobs (name TEXT NOT NULL UNIQUE)');
  });

  it('of a new consumer are at the beginning', async () => {
    expect(await harness().store.loadCheckpoint('outbox')).toBe(BEGINNING);
  });

  it('are written together with the rows, and survive a restart', async () => {
    const [first, second] = await appendTwo();
    await harness().store.commitBatch('outbox', BEGINNING, first, [insert('a'), insert('b')]);
    await harness().store.commitBatch('outbox', first, second, []);
    await harness().reopen();

    expect(await harness().store.loadCheckpoint('outbox')).toBe(second);
    expect(await readJobs()).toEqual(['a', 'b']);
  });

  it('stay where they were, like the rows, where a statement fails', async () => {
    const { store } = harness();
    const [first, second] = await appendTwo();
    await store.commitBatch('outbox', BEGINNING, first, [insert('a')]);

    const failing = store.commitBatch('outbox', first, second, [insert('b'), insert(null)]);

    await expect(failing).rejects.toHaveProperty('message');
    expect(await store.loadCheckpoint('outbox')).toBe(first);
    expect(await readJobs()).toEqual(['a']);
  });

  it('that somebody else has moved refuse the batch', async () => {
    const { store } = harness();
    const [first, second] = await appendTwo();
    await store.commitBatch('outbox', BEGINNING, first, []);

    const late = store.commitBatch('outbox', BEGINNING, second, [insert('late')]);

    await expect(late).rejects.toThrow(new CheckpointMovedError('outbox', BEGINNING, first));
    expect(await store.loadCheckpoint('outbox')).toBe(first);
    expect(await readJobs()).toEqual([]);
  });

  it('let one of several commit the same batch', async () => {
    const { store } = harness();
    const [first] = await appendTwo();

    const results = await Promise.allSettled(
      ['a', 'b', 'c'].map((name) => store.commitBatch('outbox', BEGINNING, first, [insert(name)])),
    );

    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(results.filter(({ status }) => status === 'rejected')).toEqual(
      Array.from({ length: 2 }, () =>
        expect.objectContaining({ reason: expect.any(CheckpointMovedError) }),
      ),
    );
    expect(await readJobs()).toHaveLength(1);
  });

  it('of different consumers are independent', async () => {
    const { store } = harness();
    const [first] = await appendTwo();

    await store.commitBatch('outbox', BEGINNING, first, []);

    expect(await store.loadCheckpoint('statistics')).toBe(BEGINNING);
  });
}
