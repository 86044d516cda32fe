import { readFileSync } from 'node:fs';
import { HooryClient } from '@app/client';
import { ACCESS_TOKEN, Receiver, ServerProcess, waitUntil } from '@app/harness';
import { createPostgresDatabase, type PostgresTestDatabase } from '@app/event-store/testing';
import { query, untilNothingIsLeftToDeliver } from '../support/database';
import { Installation, openConversation } from '../support/installation';
import { contentsAt } from '../support/posts';
import { lengthenLog } from '../support/read-models';
import { MoveProcess, runMove } from '../support/run-move';
import { runServer } from '../support/run-server';

/** So long that a move can be interrupted in the middle. */
const EVENTS = 20_000;

describe('Moving house', () => {
  let answers = false;
  const receiver = new Receiver(() => (answers ? 200 : 500));
  let installation: Installation;
  let database: PostgresTestDatabase;
  let conversationId: number;
  let secret: string;
  let key: string;
  let from: string;

  beforeAll(async () => {
    await receiver.start();
    installation = await Installation.start({ env: { RETRY_SCHEDULE: '1,1,1,1,1,3600' } });
    from = installation.databaseUrl;
    const { client } = installation;
    ({ conversationId } = await openConversation(client));
    ({ secret } = await client.webhooks.create({
      url: `${receiver.url}/moved`,
      subscriptions: ['message_created'],
    }));
    await client.messages.create(conversationId, { content: 'Before' });
    await waitUntil('a failed attempt', () => receiver.posts.length > 0);
    await installation.server.stop();
    key = readFileSync(`${installation.databasePath}.key`, 'utf8').trim();
    lengthenLog(installation.databasePath, EVENTS);
    database = await createPostgresDatabase([]);
  });
  afterAll(async () => {
    await installation.remove();
    await database.drop();
    await receiver.stop();
  });

  it('is left alone where there is a server, with a line that says so', async () => {
    await installation.startServer();
    const { exitCode, stderr } = await runMove('--from', from, '--to', database.url);
    await installation.server.stop();
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: `${installation.databasePath} is in use by another process\n`,
    });
  });

  it.each([
    [[], 'npm run move -- --from'],
    [
      ['--from', 'sqlite:nowhere.db', '--to', 'postgres://localhost/hoory'],
      '--from takes a database that is there, got nowhere.db',
    ],
    [
      ['--from', 'postgres://localhost/a', '--to', 'postgres://localhost/b'],
      '--from takes sqlite:<path of a file>',
    ],
    [
      ['--from', 'sqlite:a.db', '--to', 'sqlite:b.db'],
      '--to takes postgres://<user>:<password>@<host>:<port>/<database>',
    ],
    [['--form', 'sqlite:a.db'], "Unknown option '--form'"],
  ])('says of %j what it takes', async (args, said) => {
    const { exitCode, stderr } = await runMove(...args);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringContaining(said) });
  });

  it('that was interrupted keeps servers from starting, and goes on when it is run again', async () => {
    const move = new MoveProcess('--from', from, '--to', database.url);
    await waitUntil('some events to be there', async () => {
      const rows = await query(database.url, 'SELECT 1 FROM events LIMIT 1').catch(() => []);
      return rows.length > 0;
    });
    move.kill();
    await move.ended;

    const refused = await runServer({ DATABASE_URL: database.url, SECRETS_KEY: key });
    expect(refused).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('`npm run move` into this one was interrupted, run it again'),
    });

    const { exitCode, stdout, stderr } = await runMove('--from', from, '--to', database.url);
    expect([exitCode, stderr.match(/^(?!.*rows,).*$/gm)?.filter(Boolean)]).toEqual([0, []]);
    expect(stdout).toMatch(/^Moved\. /);
  });

  it('leaves every table as it was', async () => {
    const names = await query<{ name: string }>(
      from,
      `SELECT name FROM sqlite_schema
       WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'migrations'`,
    );
    const all = names.map(({ name }) => name);
    expect(await tables(database.url, all)).toEqual(await tables(from, all));
  });

  it('takes no database with something in it', async () => {
    const { exitCode, stderr } = await runMove('--from', from, '--to', database.url);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: expect.stringMatching(/^--to takes an empty database, got one with \d+ events\n$/),
    });
  });

  it('has servers go on where the old one ended: its retries, its tokens, its numbers', async () => {
    answers = true;
    const server = await ServerProcess.start({
      databaseUrl: database.url,
      env: { SECRETS_KEY: key },
    });
    const client = new HooryClient({
      baseUrl: server.url,
      accessToken: ACCESS_TOKEN,
      accountId: 1,
    });
    const [webhook] = await client.webhooks.list();
    await client.messages.create(conversationId, { content: 'After' });
    await untilNothingIsLeftToDeliver(database.url);
    await server.stop();

    expect(webhook).toMatchObject({ url: `${receiver.url}/moved`, secret });
    expect(contentsAt(receiver, '/moved').slice(-2).toSorted()).toEqual(['After', 'Before']);
    const [log] = await query<{ count: number; last: number }>(
      database.url,
      'SELECT count(*) AS count, max(position) AS last FROM events',
    );
    expect(log!.last).toBe(log!.count);
  });
});

/** By table, its rows in an order of their own. */
async function tables(url: string, names: readonly string[]): Promise<Record<string, string[]>> {
  const read = async (name: string): Promise<[string, string[]]> => {
    const rows = await query<object>(url, `SELECT * FROM ${name}`);
    const texts = rows.map((row) =>
      JSON.stringify(Object.entries(row).toSorted(([one], [other]) => (one < other ? -1 : 1))),
    );
    return [name, texts.toSorted()];
  };
  return Object.fromEntries(await Promise.all(names.map(read)));
}
