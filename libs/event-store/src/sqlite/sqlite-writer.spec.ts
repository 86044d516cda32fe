import Database from 'better-sqlite3';
import { openSqliteEventStore, type SqliteEventStoreHarness } from '../testing';

const MAX_WRITES_PER_COMMIT = 512;
const NEVER_MS = 600_000;

function texts(count: number): string[] {
  return Array.from({ length: count }, (_, n) => `note ${n}`);
}

describe('SqliteWriter', () => {
  let harness: SqliteEventStoreHarness;
  let observer: Database.Database;

  beforeEach(async () => {
    harness = await openSqliteEventStore();
    harness.connection.run('CREATE TABLE notes (text TEXT NOT NULL UNIQUE)');
    observer = new Database(harness.connection.path, { readonly: true });
  });
  afterEach(async () => {
    observer.close();
    await harness.close();
  });

  const insert = (text: string | null) =>
    harness.connection.run('INSERT INTO notes (text) VALUES (?)', text);
  const readCommitted = (): string[] =>
    observer.prepare<[], string>('SELECT text FROM notes ORDER BY rowid').pluck().all();
  /** A row whose missing parent SQLite looks for at the commit. */
  const insertOrphan = () => harness.connection.run('INSERT INTO children VALUES (1)');
  /** Inserts, and answers with how many notes were on disk at that moment. */
  const insertAndLook = (text: string) => () => {
    insert(text);
    return readCommitted().length;
  };
  const look = (text: string, maxDelayMs: number) =>
    harness.writer.write(insertAndLook(text), { maxDelayMs });

  it('answers with what the work returned, once it is on disk', async () => {
    const answer = await harness.writer.write(() => {
      insert('a');
      return 'done';
    });

    expect(answer).toBe('done');
    expect(readCommitted()).toEqual(['a']);
  });

  it('commits the writes of one turn together and in order', async () => {
    const { writer } = harness;
    const onDisk = await Promise.all(texts(50).map((text) => writer.write(insertAndLook(text))));

    expect(onDisk).toEqual(texts(50).map(() => 0));
    expect(readCommitted()).toEqual(texts(50));
  });

  it('lets a write see those before it in the same commit', async () => {
    const { writer, connection } = harness;
    const seen = await Promise.all(
      texts(3).map((text) =>
        writer.write(() => {
          insert(text);
          return connection.all('SELECT 1 FROM notes').length;
        }),
      ),
    );

    expect(seen).toEqual([1, 2, 3]);
  });

  it('commits a burst in several transactions, the event loop having its turn between', async () => {
    const { writer } = harness;
    const turns: number[] = [];
    let turn = 0;
    const count = () => {
      turn++;
      setImmediate(count).unref();
    };
    setImmediate(count);

    const onDisk = await Promise.all(
      texts(MAX_WRITES_PER_COMMIT * 2 + 1).map((text) =>
        writer.write(() => {
          turns.push(turn);
          return insertAndLook(text)();
        }),
      ),
    );

    expect([...new Set(onDisk)]).toEqual([0, MAX_WRITES_PER_COMMIT, MAX_WRITES_PER_COMMIT * 2]);
    expect(new Set(turns).size).toBe(3);
  });

  describe('a failing write', () => {
    it('is undone alone', async () => {
      const { writer } = harness;
      const results = await Promise.allSettled([
        writer.write(() => insert('a')),
        writer.write(() => {
          insert('undone');
          throw new Error('Thought better of it');
        }),
        writer.write(() => {
          insert('undone');
          insert(null);
        }),
        writer.write(() => insert('b')),
      ]);

      expect(results).toMatchObject([
        { status: 'fulfilled' },
        { status: 'rejected', reason: { message: 'Thought better of it' } },
        { status: 'rejected', reason: { code: 'SQLITE_CONSTRAINT_NOTNULL' } },
        { status: 'fulfilled' },
      ]);
      expect(readCommitted()).toEqual(['a', 'b']);
    });

    it('says why, even where SQLite has undone the whole transaction with it', async () => {
      const { writer, connection } = harness;
      await writer.write(() => insert('taken'));

      const results = await Promise.allSettled([
        writer.write(() => insert('a')),
        writer.write(() => connection.run(`INSERT OR ROLLBACK INTO notes VALUES ('taken')`)),
        writer.write(() => insert('b')),
      ]);

      expect(readCommitted()).toEqual(['taken']);
      expect(results).toEqual(
        results.map(() => ({
          status: 'rejected',
          reason: expect.objectContaining({ code: 'SQLITE_CONSTRAINT_UNIQUE' }),
        })),
      );
      await writer.write(() => insert('c'));
      expect(readCommitted()).toEqual(['taken', 'c']);
    });

    it('leaves on disk exactly what was answered with success when the disk is full', async () => {
      const { writer, connection } = harness;
      const pages = connection.get<{ page_count: number }>('PRAGMA page_count')!.page_count;
      connection.get(`PRAGMA max_page_count = ${pages + 10}`);
      const large = texts(40).map((text) => text.padEnd(3_000, '.'));

      const results = await Promise.allSettled(
        large.map((text) => writer.write(() => insert(text))),
      );

      expect(results).toContainEqual({
        status: 'rejected',
        reason: expect.objectContaining({ code: 'SQLITE_FULL' }),
      });
      const kept = large.filter((_, n) => results[n]!.status === 'fulfilled');
      expect(readCommitted()).toEqual(kept);
      connection.get(`PRAGMA max_page_count = ${pages + 1_000}`);
      await writer.write(() => insert('there is room again'));
      expect(readCommitted()).toEqual([...kept, 'there is room again']);
    });
  });

  describe('a failing commit', () => {
    const FOREIGN_KEY_VIOLATION = { code: 'SQLITE_CONSTRAINT_FOREIGNKEY' };
    beforeEach(() => {
      harness.connection.run('CREATE TABLE parents (id INTEGER PRIMARY KEY)');
      harness.connection.run(
        `CREATE TABLE children (
          parent INTEGER REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED)`,
      );
    });

    it('fails every write in it, and none after it', async () => {
      const { writer } = harness;

      const results = await Promise.allSettled([
        writer.write(() => insert('a')),
        writer.write(insertOrphan),
        writer.write(() => insert('b')),
      ]);

      expect(results).toEqual(
        results.map(() => ({
          status: 'rejected',
          reason: expect.objectContaining(FOREIGN_KEY_VIOLATION),
        })),
      );
      expect(readCommitted()).toEqual([]);
      await writer.write(() => insert('c'));
      expect(readCommitted()).toEqual(['c']);
    });

    it('has the caches drop what they hold', async () => {
      const { writer } = harness;
      const cache = { write: jest.fn(), drop: jest.fn() };
      writer.attachCache(cache);
      await writer.write(() => insert('a'));
      expect(cache.drop).not.toHaveBeenCalled();

      await expect(writer.write(insertOrphan)).rejects.toMatchObject(FOREIGN_KEY_VIOLATION);

      expect(cache.drop).toHaveBeenCalledTimes(1);
    });
  });

  it('writes a cache out in the commit it belongs to', async () => {
    const { writer } = harness;
    writer.attachCache({
      write: () => insert(`seen with ${readCommitted().length} on disk`),
      drop: () => undefined,
    });

    await Promise.all([writer.write(() => insert('a')), writer.write(() => insert('b'))]);

    expect(readCommitted()).toEqual(['a', 'b', 'seen with 0 on disk']);
  });

  describe('a write that may wait', () => {
    it('is committed in the end', async () => {
      expect(await look('a', 20)).toBe(0);
      expect(readCommitted()).toEqual(['a']);
    });

    it('rides along with one that does not wait, before it or after it', async () => {
      const onDisk = await Promise.all([look('a', NEVER_MS), look('b', 0), look('c', NEVER_MS)]);

      expect(onDisk).toEqual([0, 0, 0]);
      expect(readCommitted()).toEqual(['a', 'b', 'c']);
    });

    it('rides along with one that waits less', async () => {
      const onDisk = await Promise.all([look('a', NEVER_MS), look('b', 20), look('c', NEVER_MS)]);

      expect(onDisk).toEqual([0, 0, 0]);
    });

    it('waits no longer once there are enough for a commit', async () => {
      const onDisk = await Promise.all(
        texts(MAX_WRITES_PER_COMMIT).map((text) => look(text, NEVER_MS)),
      );

      expect(new Set(onDisk)).toEqual(new Set([0]));
    });
  });

  describe('close', () => {
    it('commits all that waits before it returns, and answers it', async () => {
      const { writer } = harness;
      const waiting = texts(MAX_WRITES_PER_COMMIT + 1).map((text, n) =>
        writer.write(() => insert(text), { maxDelayMs: n % 2 === 0 ? 0 : NEVER_MS }),
      );

      writer.close();

      expect(readCommitted()).toHaveLength(MAX_WRITES_PER_COMMIT + 1);
      expect(await Promise.all(waiting)).toHaveLength(MAX_WRITES_PER_COMMIT + 1);
    });

    it('refuses what comes after', async () => {
      const { writer } = harness;
      writer.close();

      await expect(writer.write(() => insert('late'))).rejects.toThrow('The database is closed');

      expect(readCommitted()).toEqual([]);
    });
  });
});
