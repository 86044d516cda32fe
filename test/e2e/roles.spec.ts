import { HooryClient } from '@app/client';
import { ACCESS_TOKEN, Receiver, ServerProcess, waitUntil } from '@app/harness';
import { createDatabase, type InstallationDatabase, query } from '../support/database';
import { openConversation } from '../support/installation';
import { contentsAt } from '../support/posts';
import { runServer, runWorker } from '../support/run-server';

const SECRETS_KEY = Buffer.alloc(32, 1).toString('base64');
const UNREACHABLE = 'postgres://hoory:secret@127.0.0.1:1/hoory';

process.env['TEST_DATABASE'] = 'postgres';

describe('A process that does not start says why in one line:', () => {
  it.each([
    [
      'a server that is to deliver alone',
      () => runServer({ DATABASE_URL: UNREACHABLE, SECRETS_KEY, ROLE: 'delivery' }),
      'ROLE takes all or api: `npm run start:worker` delivers alone, got "delivery"\n',
    ],
    [
      'a worker that is to take requests',
      () => runWorker({ DATABASE_URL: UNREACHABLE, SECRETS_KEY, ROLE: 'api' }),
      'ROLE takes delivery, for a worker does nothing else, got "api"\n',
    ],
    [
      'a worker on SQLite',
      () => runWorker({ DATABASE_URL: 'sqlite:./nowhere.db' }),
      'ROLE takes all, for SQLite is for one process, got "delivery"\n',
    ],
    [
      'a server whose PostgreSQL is not there, the password left out',
      () => runServer({ DATABASE_URL: UNREACHABLE, SECRETS_KEY }),
      'DATABASE_URL takes a PostgreSQL database that can be reached (connect ECONNREFUSED 127.0.0.1:1), got "postgres://hoory:***@127.0.0.1:1/hoory"\n',
    ],
  ])('%s', async (_, run, said) => {
    expect(await run()).toEqual({ exitCode: 1, stdout: '', stderr: said });
  });
});

describe('A server that takes requests alone, and a worker', () => {
  const receiver = new Receiver();
  let database: InstallationDatabase;
  let server: ServerProcess;
  let worker: ServerProcess | undefined;

  beforeAll(async () => {
    await receiver.start();
    database = await createDatabase();
    server = await ServerProcess.start({ databaseUrl: database.url, env: env('api') });
  });
  afterAll(async () => {
    await server.kill();
    await worker?.kill();
    await database.remove();
    await receiver.stop();
  });

  const env = (role: string) => ({
    ROLE: role,
    ATTACHMENTS_DIR: `${database.directory}/attachments`,
  });

  it('share the work: what one accepts waits for the other, and is delivered by it', async () => {
    const client = new HooryClient({
      baseUrl: server.url,
      accessToken: ACCESS_TOKEN,
      accountId: 1,
    });
    await client.webhooks.create({
      url: `${receiver.url}/work`,
      subscriptions: ['message_created'],
    });
    const { conversationId } = await openConversation(client);
    await client.messages.create(conversationId, { content: 'accepted' });
    expect(await query(database.url, 'SELECT 1 FROM deliveries')).toEqual([]);

    worker = await ServerProcess.start({
      worker: true,
      databaseUrl: database.url,
      env: env('delivery'),
    });

    await waitUntil('the POST', () => contentsAt(receiver, '/work').length > 0);
    expect(contentsAt(receiver, '/work')).toEqual(['accepted']);
  });

  it('answer for their health, and the worker for nothing else', async () => {
    for (const path of ['/health/live', '/health/ready']) {
      expect([await statusOf(server, path), await statusOf(worker!, path)]).toEqual([200, 200]);
    }
    const api = '/api/v1/accounts/1/webhooks';
    expect([await statusOf(server, api), await statusOf(worker!, api)]).toEqual([200, 404]);
  });

  it('end within 10 s when they are asked to', async () => {
    expect(await Promise.all([server.stop(), worker!.stop()])).toEqual([0, 0]);
  });
});

async function statusOf({ url }: ServerProcess, path: string): Promise<number> {
  const response = await fetch(url + path, { headers: { api_access_token: ACCESS_TOKEN } });
  return response.status;
}
