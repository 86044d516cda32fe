import type { StoredEvent } from '../../event';
import type { Statement } from '../../statement';
import type { EventStoreHarness } from '../event-store-harness';
import { add, adder, commandMetadata, useHarness } from './fixtures';

/** Of each stream the position of its latest event. */
const SCHEMA = 'CREATE TABLE latest (stream TEXT PRIMARY KEY, position INTEGER NOT NULL)';

function latestOf(stream: string): Statement {
  return { sql: 'SELECT position FROM latest WHERE stream = ?', params: [stream] };
}

export function describeLookUps(open: () => Promise<EventStoreHarness>): void {
  const harness = useHarness(open);

  beforeEach(async () => {
    await harness().sql(SCHEMA);
    harness().store.addProjection({
      name: 'latest',
      tables: ['latest'],
      project: ({ stream, position }) => [
        {
          sql: `INSERT INTO latest (stream, position) VALUES (?, ?)
                ON CONFLICT (stream) DO UPDATE SET position = excluded.position`,
          params: [stream, position],
        },
      ],
    });
  });

  /** Adds 1 to a stream, having looked at the latest event of another. */
  const addAfterLookingAt = async (other: string, stream = 'sum-9') => {
    let found: StoredEvent | undefined;
    await harness().store.handle(adder, {
      stream,
      metadata: commandMetadata,
      lookUps: () => ({ latest: latestOf(other) }),
      command: (facts) => {
        found = facts.found.latest;
        return 1;
      },
    });
    return found;
  };

  it('find the event that a read model points to, as it is stored', async () => {
    await add(harness().store, 'sum-1', 5);
    const { events } = await add(harness().store, 'sum-1', 6);

    expect(await addAfterLookingAt('sum-1')).toEqual(events[0]);
    await harness().reopen();
    expect(await addAfterLookingAt('sum-1')).toEqual(events[0]);
  });

  it('find nothing where the read model points nowhere', async () => {
    await add(harness().store, 'sum-1', 5);

    expect(await addAfterLookingAt('sum-2')).toBeUndefined();
  });

  it('are named by the state, and there are none where none are named', async () => {
    const { store } = harness();
    await add(store, 'sum-2', 7);
    await add(store, 'sum-1', 2);
    const seen: object[] = [];

    await store.handle(adder, {
      stream: 'sum-1',
      metadata: commandMetadata,
      lookUps: ({ total }) => ({ other: latestOf(`sum-${total}`), none: latestOf('sum-0') }),
      command: ({ found }) => {
        seen.push(found);
        return 0;
      },
    });
    await store.handle(adder, {
      stream: 'sum-1',
      metadata: commandMetadata,
      command: ({ found }) => {
        seen.push(found);
        return 0;
      },
    });

    expect(seen).toMatchObject([{ other: { stream: 'sum-2', data: { amount: 7 } } }, {}]);
    expect(seen.map(Object.keys)).toEqual([['other', 'none'], []]);
  });

  it('see what the commands before wrote, be it in the same commit', async () => {
    const { store } = harness();

    const [first, found, second, foundLater] = await Promise.all([
      add(store, 'sum-1', 1),
      addAfterLookingAt('sum-1'),
      add(store, 'sum-1', 2),
      addAfterLookingAt('sum-1'),
    ]);

    expect(found).toEqual(first.events[0]);
    expect(foundLater).toEqual(second.events[0]);
  });

  it('see nothing of a command that was refused', async () => {
    const { store } = harness();

    const [, found] = await Promise.all([
      add(store, 'sum-1', -1).catch(() => {}),
      addAfterLookingAt('sum-1'),
    ]);

    expect(found).toBeUndefined();
  });
}
