import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Receiver, temporaryDirectory, waitUntil } from '@app/harness';
import { query } from '../support/database';
import { Installation, openConversation } from '../support/installation';
import { lengthenLog, readRows, spoil, TABLES } from '../support/read-models';
import { callRest } from '../support/rest';
import { RebuildProcess, runRebuild } from '../support/run-rebuild';

const PLATFORM_TOKEN = 'platform-access-token';
/** Seconds of rebuilding, so that it can be looked at and cut off meanwhile. */
const LONG_HISTORY = 120_000;

/** One of each kind that makes a table unlike what its log says. */
const DAMAGE = [
  `UPDATE contacts SET search_text = '', email = 'nobody@example.com' WHERE id = 1`,
  'DELETE FROM contacts WHERE id = 2',
  'DELETE FROM contact_attributes',
  'UPDATE contact_inboxes SET account_id = 7',
  `INSERT INTO inboxes (id, account_id) VALUES (900, 1)`,
  `UPDATE conversations SET status = 'resolved', labels = '["lost"]'`,
  'DELETE FROM messages WHERE id % 2 = 0',
  'UPDATE messages SET position = 1',
  `UPDATE webhooks SET url = 'http://example.com/elsewhere', timeout_seconds = 1`,
  'DELETE FROM inbox_callbacks',
  'DELETE FROM subscription_changes WHERE position > 3',
  `UPDATE teams SET description = 'Spoilt'`,
  'INSERT INTO team_members VALUES (1, 99)',
  `UPDATE users SET display_name = 'Spoilt'`,
  'DELETE FROM account_users WHERE user_id > 1',
  `INSERT INTO access_tokens VALUES ('forged', 1, 900, 'Forged', NULL, '', 0)`,
  `UPDATE accounts SET name = 'Spoilt'`,
];

/** Something in every table, changed and deleted as well as made. */
async function fill({ client, server }: Installation, receiverUrl: string): Promise<number> {
  const { conversationId } = await openConversation(client);
  const contact = await client.contacts.create({
    name: 'Ada',
    email: 'ada@example.com',
    custom_attributes: { plan: 'pro', seats: 3 },
  });
  await client.contacts.update(contact.contact.id, { custom_attributes: { plan: 'free' } });
  const gone = await client.contacts.create({ name: 'Gone', email: 'gone@example.com' });
  await client.contacts.delete(gone.contact.id);
  for (const content of ['One', 'Two', 'Three', 'Four']) {
    await client.messages.create(conversationId, { content });
  }
  await client.conversations.setLabels(conversationId, ['vip']);
  const agent = await client.agents.create({
    name: 'Agent',
    email: 'agent@example.com',
    role: 'agent',
  });
  const team = await client.teams.create({ name: 'Support' });
  await client.teams.addMembers(team.id, [agent.id]);
  const webhook = await client.webhooks.create({ url: receiverUrl, timeout_seconds: 20 });
  await client.webhooks.rotateSecret(webhook.id, {});
  await callRest(server.url, {
    method: 'POST',
    path: '/platform/api/v1/accounts',
    body: { name: 'Second' },
    headers: { api_access_token: PLATFORM_TOKEN },
  });
  return conversationId;
}

describe('npm run projections:rebuild', () => {
  const receiver = new Receiver();
  let installation: Installation;
  let conversationId: number;
  let path: string;

  beforeAll(async () => {
    await receiver.start();
    installation = await Installation.start({ env: { PLATFORM_ACCESS_TOKEN: PLATFORM_TOKEN } });
    path = installation.databasePath;
    conversationId = await fill(installation, receiver.url);
  });
  afterAll(async () => {
    await installation.remove();
    await receiver.stop();
  });

  const besides = () =>
    query<{ name: string }>(
      installation.databaseUrl,
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB '*__rebuild'`,
    );
  const rebuildUnderWay = async (): Promise<RebuildProcess> => {
    const rebuild = new RebuildProcess(path, ['--name', 'accounts']);
    await waitUntil('the rebuild to begin', async () => (await besides()).length > 0);
    return rebuild;
  };
  const accountName = () =>
    query(installation.databaseUrl, 'SELECT name FROM accounts WHERE id = 1');

  it('says which projections there are, and of which tables', async () => {
    const { exitCode, stdout } = await runRebuild(path, '--list');
    expect(exitCode).toBe(0);
    expect(stdout.split('\n')).toContain('webhooks (webhooks)');
    expect(stdout.split('\n')).toContain('teams (teams, team_members)');
  });

  it('gives every table back row by row, by the server that goes on meanwhile', async () => {
    const { client } = installation;
    const before = await readRows(installation.databaseUrl);
    for (const table of TABLES) expect([table, before[table]]).not.toEqual([table, []]);
    spoil(path, DAMAGE);
    const spoilt = await readRows(installation.databaseUrl);
    for (const table of TABLES) expect([table, spoilt[table]]).not.toEqual([table, before[table]]);

    const rebuilt = await runRebuild(path, '--all');

    expect(rebuilt).toMatchObject({ exitCode: 0, stderr: '' });
    expect(rebuilt.stdout).toMatch(/^webhooks: made anew from \d+ events in [\d.]+ s$/m);
    expect(await readRows(installation.databaseUrl)).toEqual(before);
    expect(await client.webhooks.list()).toMatchObject([{ timeout_seconds: 20 }]);
    expect(await client.contacts.search('ada@example.com')).toMatchObject({
      payload: [{ name: 'Ada' }],
    });
    await client.messages.create(conversationId, { content: 'After' });
    expect((await client.messages.list(conversationId)).payload.at(-1)).toMatchObject({
      content: 'After',
    });
  });

  it('rebuilds what is named and nothing else', async () => {
    const before = await readRows(installation.databaseUrl);
    spoil(path, DAMAGE);

    await runRebuild(path, '--name', 'messages', '--name', 'webhooks');

    const { messages, webhooks, ...others } = await readRows(installation.databaseUrl);
    expect({ messages, webhooks }).toEqual({
      messages: before['messages'],
      webhooks: before['webhooks'],
    });
    for (const [table, rows] of Object.entries(others)) {
      expect([table, rows]).not.toEqual([table, before[table]]);
    }
    await runRebuild(path, '--all');
    expect(await readRows(installation.databaseUrl)).toEqual(before);
  });

  it.each([
    [
      ['--name', 'webhook'],
      '--name takes accounts, teams, contacts, inboxes, conversations, messages, webhooks, inbox-callbacks or subscription-changes, got "webhook"\n',
    ],
    [[], 'npm run projections:rebuild -- --all'],
    [['--all', '--list'], 'npm run projections:rebuild -- --all'],
    [['--everything'], "Unknown option '--everything'"],
  ])('refuses %j with 1 and what it takes', async (args, message) => {
    const { exitCode, stdout, stderr } = await runRebuild(path, ...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('refuses a database that there is none of, and makes none', async () => {
    const directory = await temporaryDirectory();
    const nowhere = join(directory.path, 'none.db');
    const { exitCode, stderr } = await runRebuild(nowhere, '--all');
    expect(exitCode).toBe(1);
    expect(stderr).toBe(`DATABASE_URL takes a database that is there, got sqlite:${nowhere}\n`);
    expect(existsSync(nowhere)).toBe(false);
    await directory.remove();
  });

  it('is taken from nobody who cannot read the file beside the database', async () => {
    const file = `${path}.server`;
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const { url, token } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    const post = async (headers: Record<string, string>) => {
      const response = await fetch(`${url}/projections/teams`, { method: 'POST', headers });
      return response.status;
    };
    expect(await post({})).toBe(401);
    expect(await post({ authorization: 'Bearer guessed' })).toBe(401);
    expect(await post({ authorization: `Bearer ${token}` })).toBe(200);
  });

  it('is done without a server as well, which may start afterwards', async () => {
    await installation.server.stop();
    const before = await readRows(installation.databaseUrl);
    spoil(path, DAMAGE);
    expect(await runRebuild(path, '--all')).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await readRows(installation.databaseUrl)).toEqual(before);
    await installation.startServer();
    expect(await installation.client.teams.list()).toMatchObject([{ name: 'Support' }]);
  });

  describe('with a long history', () => {
    beforeAll(async () => {
      await installation.server.stop();
      lengthenLog(path, LONG_HISTORY);
      await installation.startServer();
    });
    beforeEach(() => spoil(path, [`UPDATE accounts SET name = 'Spoilt' WHERE id = 1`]));

    it('that is interrupted ends with 130 and leaves the live tables as they are', async () => {
      const rebuild = await rebuildUnderWay();
      rebuild.kill('SIGINT');
      expect(await rebuild.ended).toMatchObject({ exitCode: 130, stdout: '' });
      await waitUntil('the server to tidy up', async () => (await besides()).length === 0);
      expect(await accountName()).toEqual([{ name: 'Spoilt' }]);
    });

    it('that is asked for twice at once is refused one of them', async () => {
      const ended = await Promise.all([
        runRebuild(path, '--name', 'accounts'),
        runRebuild(path, '--name', 'accounts'),
      ]);
      // On a slow machine the one that is done says how far it is.
      const said = ended.map(
        ({ exitCode, stderr }) => `${exitCode} ${stderr.replaceAll(/^accounts: .* left\n/gm, '')}`,
      );
      expect(new Set(said)).toEqual(
        new Set(['0 ', '1 The projection accounts is being rebuilt already\n']),
      );
      expect(await accountName()).toEqual([{ name: `Name ${LONG_HISTORY}` }]);
    });

    it('whose server is stopped ends with 1, and the server in time', async () => {
      const rebuild = await rebuildUnderWay();
      expect(await installation.server.stop()).toBe(0);
      expect(await rebuild.ended).toMatchObject({ exitCode: 1 });
      expect(await besides()).toEqual([]);
      expect(await accountName()).toEqual([{ name: 'Spoilt' }]);
      expect(existsSync(`${path}.server`)).toBe(false);
      await installation.startServer();
    });

    it('whose server is killed leaves the live tables, and the next start clears up', async () => {
      const rebuild = await rebuildUnderWay();
      await installation.server.kill();
      const { exitCode, stderr } = await rebuild.ended;
      expect(exitCode).toBe(1);
      expect(stderr).toContain('changes nothing: try again');
      expect(await besides()).not.toEqual([]);
      expect(await accountName()).toEqual([{ name: 'Spoilt' }]);

      await installation.startServer();

      expect(await besides()).toEqual([]);
      expect(await accountName()).toEqual([{ name: 'Spoilt' }]);
    });

    it('loses nothing of what is written meanwhile, and every request is answered', async () => {
      const { client } = installation;
      const rebuild = await rebuildUnderWay();
      const made: string[] = [];
      while ((await besides()).length > 0) {
        const email = `agent-${made.length}@example.org`;
        await client.agents.create({ name: 'New', email, role: 'agent' });
        made.push(email);
        expect((await client.agents.list()).map((agent) => agent.email)).toContain(email);
      }
      expect(await rebuild.ended).toMatchObject({ exitCode: 0 });

      expect(made.length).toBeGreaterThan(0);
      const emails = (await client.agents.list()).map((agent) => agent.email);
      expect(emails).toEqual(expect.arrayContaining(made));
      expect(await accountName()).toEqual([{ name: `Name ${LONG_HISTORY}` }]);
    });
  });
});
