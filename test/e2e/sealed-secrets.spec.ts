import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { SecretBox } from '@app/secrets';
import { query } from '../support/database';
import { Installation } from '../support/installation';
import { runServer } from '../support/run-server';

const WEBHOOK = {
  url: 'https://example.com/told-in-the-clear',
  headers: { Authorization: 'Bearer value-of-a-header' },
};
const GIVEN_SECRET = `whsec_${Buffer.alloc(24, 0xcd).toString('base64')}`;
const INBOX = { name: 'App', channel: { type: 'api' as const } };

describe('The secrets of webhooks and inboxes', () => {
  let installation: Installation;
  /** Each as the answers show it. */
  let secrets: Record<string, string>;

  const create = async () => {
    const { webhooks, inboxes } = installation.client;
    const webhook = await webhooks.create(WEBHOOK, { idempotencyKey: 'webhook' });
    const given = await webhooks.create(
      { url: 'https://example.com/given', secret: GIVEN_SECRET },
      { idempotencyKey: 'given' },
    );
    const inbox = await inboxes.create(INBOX, { idempotencyKey: 'inbox' });
    return {
      'of a webhook': webhook.secret,
      'given to a webhook': given.secret,
      'in a header of a webhook': WEBHOOK.headers.Authorization,
      "of an inbox's callback": inbox.secret!,
      "of an inbox's contacts": inbox.hmac_token!,
    };
  };

  beforeAll(async () => {
    installation = await Installation.start({ env: { LOG_LEVEL: 'trace' } });
    secrets = await create();
  });
  afterAll(() => installation.remove());

  it('stand in no file of the server in the clear, though answers are kept for repeated requests', async () => {
    expect(await create()).toEqual(secrets);
    expect(await countAnswers(installation.databaseUrl)).toBe(3);

    const files = readFiles(dirname(installation.databasePath));
    expect([...files.keys()]).toEqual(
      expect.arrayContaining([
        basename(installation.databasePath),
        `${basename(installation.databasePath)}-wal`,
      ]),
    );
    expect(filesWith(files, WEBHOOK.url)).not.toEqual([]);
    for (const [whose, secret] of Object.entries(secrets)) {
      for (const form of formsOf(secret)) {
        expect({ whose, files: filesWith(files, form) }).toEqual({ whose, files: [] });
      }
    }
  });

  it('stand in no line of the log', () => {
    const log = installation.server.logLines.join('\n');
    expect(log).toContain('/webhooks');
    for (const secret of Object.values(secrets)) expect(log).not.toContain(secret);
  });

  describe('with a newer key before the one that they were sealed with', () => {
    const newerKey = SecretBox.makeKey();
    let olderKey: string;

    beforeAll(async () => {
      const { databasePath, server } = installation;
      await server.stop();
      olderKey = readFileSync(`${databasePath}.key`, 'utf8').trim();
      writeFileSync(`${databasePath}.key`, `${newerKey},${olderKey}\n`);
      await installation.startServer();
    });

    it('are read as before', async () => {
      const { client } = installation;
      expect(await client.webhooks.list()).toMatchObject([
        { secret: secrets['of a webhook'], custom_header_names: ['Authorization'] },
        { secret: GIVEN_SECRET },
      ]);
      const [inbox] = await client.inboxes.list();
      expect(inbox).toMatchObject({
        secret: secrets["of an inbox's callback"],
        hmac_token: secrets["of an inbox's contacts"],
      });
    });

    it('are answered with once more where a request of before is repeated', async () => {
      expect(await create()).toEqual(secrets);
      expect(await installation.client.webhooks.list()).toHaveLength(2);
    });

    it('are sealed with the newer key from then on', async () => {
      const { client, databaseUrl } = installation;
      const webhook = await client.webhooks.create({ url: 'https://example.com/newer' });
      const [sealed] = await query<{ sealed_secret: string }>(
        databaseUrl,
        `SELECT sealed_secret FROM webhooks WHERE id = ${webhook.id}`,
      );
      expect(new SecretBox(newerKey).open(sealed!.sealed_secret)).toBe(webhook.secret);
    });

    it('keep a start without the older key from going on, in one line that says how many take it', async () => {
      await installation.server.stop();
      const { exitCode, stderr } = await runServer({
        DATABASE_URL: `sqlite:${installation.databasePath}`,
        SECRETS_KEY: newerKey,
      });
      expect({ exitCode, stderr }).toEqual({
        exitCode: 1,
        stderr:
          "SECRETS_KEY takes the key that this database's secrets were sealed with: " +
          `key ${idOf(olderKey)} is missing (custom headers: 1, inboxes: 1, webhooks: 2), got ${idOf(newerKey)}\n`,
      });
    });
  });
});

/** A secret's text, and where it has some the bytes that its base64 stands for. */
function formsOf(secret: string): (string | Buffer)[] {
  const encoded = secret.replace(/^whsec_/, '');
  return [encoded, Buffer.from(encoded, 'base64')];
}

function readFiles(directory: string): Map<string, Buffer> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(files.map(({ name, parentPath }) => [name, readFileSync(join(parentPath, name))]));
}

function filesWith(files: ReadonlyMap<string, Buffer>, text: string | Buffer): string[] {
  return [...files].filter(([, content]) => content.includes(text)).map(([name]) => name);
}

async function countAnswers(databaseUrl: string): Promise<number> {
  const [row] = await query<{ count: number }>(
    databaseUrl,
    'SELECT count(*) AS count FROM idempotency_keys WHERE answer IS NOT NULL',
  );
  return row!.count;
}

/** As the documentation has operators work it out. */
function idOf(key: string): string {
  return createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex').slice(0, 8);
}
