import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HooryClient, type Message } from '@app/client';
import { ACCESS_TOKEN, Receiver, ServerProcess, temporaryDirectory, waitUntil } from '@app/harness';
import { openConversation } from '../support/installation';
import { contentsAt } from '../support/posts';

const PRELOAD = join(__dirname, '../support/failing-disk.js');

describe('A server whose disk does not take a commit', () => {
  const receiver = new Receiver();
  let remove: () => Promise<void>;
  let server: ServerProcess;
  let restart: () => Promise<void>;
  let failing: string;
  let conversationId: number;

  const send = (content: string): Promise<Message> =>
    new HooryClient({
      baseUrl: server.url,
      accessToken: ACCESS_TOKEN,
      accountId: 1,
    }).messages.create(conversationId, { content });

  beforeAll(async () => {
    const directory = await temporaryDirectory();
    remove = () => directory.remove();
    failing = join(directory.path, 'failing');
    await receiver.start();
    restart = async () => {
      server = await ServerProcess.start({
        databaseUrl: `sqlite:${join(directory.path, 'hoory.db')}`,
        env: { NODE_OPTIONS: `--require ${PRELOAD}`, FAILING_DISK: failing },
      });
    };
    await restart();
    const client = new HooryClient({
      baseUrl: server.url,
      accessToken: ACCESS_TOKEN,
      accountId: 1,
    });
    ({ conversationId } = await openConversation(client));
    await client.webhooks.create({ url: receiver.url, subscriptions: ['message_created'] });
    await send('before');
    await waitUntil('its POST', () => contentsAt(receiver, '/').includes('before'));
  });
  afterAll(async () => {
    await server.kill();
    await receiver.stop();
    await remove();
  });

  it('answers nothing with success, and ends', async () => {
    writeFileSync(failing, '');

    const [sent] = await Promise.allSettled([send('lost or not')]);
    expect(sent.status).toBe('rejected');
    expect(await server.ended).toBe('exit code 1');
    expect(server.logLines.join('\n')).toContain('EIO: i/o error, fdatasync');
  });

  it('has all it has answered when it is started again, and goes on', async () => {
    rmSync(failing);
    await restart();
    await send('after');
    await waitUntil('its POST', () => contentsAt(receiver, '/').includes('after'));

    expect(contentsAt(receiver, '/')).toEqual(expect.arrayContaining(['before', 'after']));
  });
});
