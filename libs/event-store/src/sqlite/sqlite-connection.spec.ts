import fs, { fstatSync, statSync } from 'node:fs';
import { openSqliteEventStore, type SqliteEventStoreHarness } from '../testing';
import { added } from '../testing/conformance/fixtures';

describe('A connection to SQLite', () => {
  let harness: SqliteEventStoreHarness;

  beforeEach(async () => {
    harness = await openSqliteEventStore();
  });
  afterEach(() => harness.close());

  it('syncs every commit to disk, so that what was answered survives a power cut', async () => {
    const steps: string[] = [];
    const { fdatasyncSync } = fs;
    const sync = jest.spyOn(fs, 'fdatasyncSync').mockImplementation((descriptor) => {
      fdatasyncSync(descriptor);
      const { ino } = statSync(`${harness.connection.path}-wal`);
      steps.push(fstatSync(descriptor).ino === ino ? 'synced' : 'synced something else');
    });
    await harness.store.append('sum-1', [added(1)], 'any').then(() => steps.push('answered'));
    await harness.store.append('sum-1', [added(1)], 'any').then(() => steps.push('answered'));
    sync.mockRestore();

    expect(steps).toEqual(['synced', 'answered', 'synced', 'answered']);
    expect(harness.connection.get('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' });
  });

  it('has SQLite sync what it moves from there to the database file', () => {
    const NORMAL = 1;
    expect(harness.connection.get('PRAGMA synchronous')).toEqual({ synchronous: NORMAL });
  });
});
