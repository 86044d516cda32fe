import { openSqliteEventStore, type SqliteEventStoreHarness } from '../testing';

describe('A connection to SQLite', () => {
  let harness: SqliteEventStoreHarness;

  beforeEach(async () => {
    harness = await openSqliteEventStore();
  });
  afterEach(() => harness.close());

  it('syncs every commit to disk, so that what was answered survives a power cut', () => {
    const FULL = 2;
    expect(harness.connection.get('PRAGMA synchronous')).toEqual({ synchronous: FULL });
    expect(harness.connection.get('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' });
  });
});
