import { createPostgresDatabase, type PostgresTestDatabase } from '../testing/postgres-database';
import { openPool } from './pool';
import { PostgresConnection } from './postgres-connection';
import { isUnreachable } from './postgres-error';

const insert = (id: number | string) => ({
  sql: 'INSERT INTO notes VALUES (?, ?)',
  params: [id, `note ${id}`],
});

describe('a connection to PostgreSQL', () => {
  let database: PostgresTestDatabase;
  let connection: PostgresConnection;

  beforeEach(async () => {
    database = await createPostgresDatabase([]);
    connection = new PostgresConnection(openPool(database.url, 2));
    await connection.run('CREATE TABLE notes (id bigint PRIMARY KEY, text text)');
  });
  afterEach(async () => {
    await connection.pool.end();
    await database.drop();
  });

  const ids = async () =>
    (await connection.all<{ id: number }>('SELECT id FROM notes ORDER BY id')).map(({ id }) => id);

  it('gives int8 and sums of it as numbers, and says how many rows it wrote', async () => {
    expect(await connection.run(insert(1).sql, 9_007_199_254_740_991, 'last')).toBe(1);
    expect(await connection.get('SELECT id, sum(id) AS total FROM notes GROUP BY id')).toEqual({
      id: 9_007_199_254_740_991,
      total: 9_007_199_254_740_991,
    });
    expect(await connection.get('SELECT 1 FROM notes WHERE id = ?', 0)).toBeUndefined();
  });

  it('commits what a transaction wrote and sent', async () => {
    const result = await connection.transaction(async (tx) => {
      await tx.run(insert(1).sql, 1, 'first');
      tx.send([insert(2), insert(3)]);
      return 'done';
    });
    expect([result, await ids()]).toEqual(['done', [1, 2, 3]]);
  });

  it.each([
    ['what failed was sent and not waited for', [insert(2), insert('two')]],
    ['what failed came before others', [insert('two'), insert(2)]],
  ])('writes nothing of a transaction where %s, and says why', async (_, sent) => {
    const failed = connection.transaction(async (tx) => {
      await tx.run(insert(1).sql, 1, 'first');
      tx.send(sent);
    });
    await expect(failed).rejects.toThrow('invalid input syntax for type bigint: "two"');
    expect(await ids()).toEqual([]);
  });

  it('writes nothing of a transaction whose work throws', async () => {
    const failed = connection.transaction((tx) => {
      tx.send([insert(1)]);
      return Promise.reject(new Error('changed my mind'));
    });
    await expect(failed).rejects.toThrow('changed my mind');
    expect(await ids()).toEqual([]);
    expect(connection.pool.idleCount).toBe(connection.pool.totalCount);
  });

  it('is made anew where the server has cut it', async () => {
    const others = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()`;
    const cut = connection.transaction(async (tx) => {
      await connection.run(others);
      await tx.run(insert(1).sql, 1, 'first');
    });

    const error: unknown = await cut.catch((failure: unknown) => failure);

    expect(isUnreachable(error)).toBe(true);
    expect(await ids()).toEqual([]);
  });

  it('is given up, and made anew, where no answer comes in time', async () => {
    await connection.pool.end();
    const impatient = openPool(database.url, 1);
    Object.assign(impatient.options, { query_timeout: 100 });
    connection = new PostgresConnection(impatient);

    const error: unknown = await connection
      .all('SELECT pg_sleep(3600)')
      .catch((failure: unknown) => failure);

    expect(isUnreachable(error)).toBe(true);
    expect(await ids()).toEqual([]);
  });
});
