import { accessTokenRef, accountRef, platformRef, teamRef, userRef } from '@app/accounts';
import { contactRef, conversationRef, inboxRef } from '@app/conversation';
import { EventStore, SqliteConnection, type StateFold, type StoredEvent } from '@app/event-store';
import { webhookRef } from '@app/webhooks';
import { groupBy } from '../support/group-by';
import { readReadModels } from '../support/rows';
import type { System } from '../support/system';
import { PROJECTIONS } from '../../../apps/server/src/database/projections';

/** The log alone, read into an empty database by the same projections, makes the same rows. */
export async function expectReadModelsToBeFolds(
  system: System,
  events: readonly StoredEvent[],
): Promise<void> {
  const aside = await system.compileAside();
  try {
    const store = aside.get(EventStore);
    await Promise.all(events.map((event) => store.append(event.stream, [event], 'any')));
    const rebuilt = await store.readBatch('', events.length + 1);
    expect(rebuilt.events.map(({ position }) => position)).toEqual(
      events.map(({ position }) => position),
    );
    expect(readReadModels(aside.get(SqliteConnection))).toEqual(readReadModels(system.connection));
  } finally {
    await aside.close();
  }
}

/** Whatever has become of the rows, a rebuild of each projection brings them back. */
export async function expectReadModelsToBeRebuilt({ connection, store }: System): Promise<void> {
  const before = readReadModels(connection);
  for (const { name, tables } of PROJECTIONS) {
    for (const table of tables) connection.run(`DELETE FROM ${table}`);
    for await (const progress of store.rebuildProjection(name)) void progress;
  }
  expect(readReadModels(connection)).toEqual(before);
}

const FOLDS: Readonly<Record<string, StateFold<unknown>>> = {
  access_token: accessTokenRef('').decider,
  account: accountRef(0).decider,
  contact: contactRef(0).decider,
  conversation: conversationRef(0, 0).decider,
  inbox: inboxRef(0).decider,
  platform: platformRef.decider,
  team: teamRef(0).decider,
  user: userRef(0).decider,
  webhook: webhookRef(0).decider,
};

interface Kept {
  readonly stream: string;
  readonly version: number;
  readonly snapshotVersion: number;
  readonly snapshot: string;
}

/** What is kept of each stream, so that nobody has to fold all of it, is what folding it gives. */
export function expectSnapshotsToBeFolds(
  { connection }: System,
  events: readonly StoredEvent[],
): void {
  const kept = connection.all<Kept>(
    'SELECT stream, version, snapshot_version AS snapshotVersion, snapshot FROM streams ORDER BY stream',
  );
  const byStream = groupBy(events, ({ stream }) => stream);
  expect(kept.map(({ stream }) => stream)).toEqual([...byStream.keys()].toSorted());
  for (const { stream, version, snapshotVersion, snapshot } of kept) {
    const ofStream = byStream.get(stream)!;
    expect(ofStream.map((event) => event.version)).toEqual(ofStream.map((_, index) => index + 1));
    expect(version).toBe(ofStream.length);
    const { initialState, evolve } = FOLDS[stream.slice(0, stream.indexOf('-'))]!;
    const folded = ofStream
      .slice(0, snapshotVersion)
      .reduce((state, event) => evolve(state, event as never), initialState);
    expect(JSON.parse(snapshot)).toEqual(JSON.parse(JSON.stringify(folded)));
  }
}
