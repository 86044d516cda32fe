import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { HooryClient, HooryPlatformClient } from '@app/client';
import { ServerProcess, waitUntil, temporaryDirectory } from '@app/harness';
import { runServer, type EndedServer } from '../support/run-server';

interface WrongSetting {
  readonly variable: string;
  readonly value: string;
  readonly takes: string;
  /** A secret is not repeated where everybody may read it. */
  readonly secret?: boolean;
}

const WRONG_SETTINGS: readonly WrongSetting[] = [
  { variable: 'HOST', value: 'my host', takes: 'a host name or an address' },
  { variable: 'HOST', value: '192.0.2.1', takes: 'an address of this machine' },
  { variable: 'PORT', value: '65536', takes: 'a port number, 0 to 65535' },
  { variable: 'DATABASE_URL', value: 'mysql://localhost/hoory', takes: 'sqlite:<path of a file>' },
  { variable: 'BOOTSTRAP_ADMIN_EMAIL', value: 'ada', takes: 'an e-mail address' },
  {
    variable: 'BOOTSTRAP_ADMIN_PASSWORD',
    value: 'hunter2',
    takes: 'a password of 8 to 128 characters',
    secret: true,
  },
  { variable: 'EGRESS_ALLOW', value: '10.0.0.0/33', takes: 'CIDRs separated by commas' },
  { variable: 'EGRESS_ALLOW_PORTS', value: '25-30', takes: 'port numbers separated by commas' },
  { variable: 'RETRY_SCHEDULE', value: '5s,5m', takes: 'seconds between attempts' },
  { variable: 'LOG_LEVEL', value: 'loud', takes: 'fatal, error, warn, info, debug, trace, silent' },
  {
    variable: 'BOOTSTRAP_ACCESS_TOKEN',
    value: 'hunter2',
    takes: 'at least 16 characters without spaces',
    secret: true,
  },
  {
    variable: 'PLATFORM_ACCESS_TOKEN',
    value: 'hunter3',
    takes: 'at least 16 characters without spaces',
    secret: true,
  },
  {
    variable: 'ATTACHMENTS_DIR',
    value: '/dev/null/attachments',
    takes: 'a directory that can be made and written to',
  },
  {
    variable: 'PUBLIC_URL',
    value: 'https://hoory.example.com/?at=1',
    takes: 'an http or https URL without a query, such as https://hoory.example.com',
  },
  { variable: 'PUBLIC_URL', value: 'hoory.example.com', takes: 'an http or https URL' },
  { variable: 'SECRETS_KEY', value: 'c2hvcnQ=', takes: 'base64 of 32 bytes', secret: true },
  {
    variable: 'SECRETS_KEY',
    value: `${Buffer.alloc(32).toString('base64')},${Buffer.alloc(32).toString('base64')}`,
    takes: 'base64 of 32 bytes, or several such keys separated by commas',
    secret: true,
  },
];

describe('A start', () => {
  let folder: string;
  let removeFolder: () => Promise<void>;
  const databaseIn = (name: string): string => join(folder, name, 'hoory.db');

  beforeAll(async () => {
    const directory = await temporaryDirectory();
    folder = directory.path;
    removeFolder = () => directory.remove();
  });

  afterAll(() => removeFolder());

  // One after another: started at once, they would keep each other from ending in time.
  describe.each(WRONG_SETTINGS)('with $variable=$value', ({ variable, value, takes, secret }) => {
    let ended: EndedServer;

    beforeAll(async () => {
      const DATABASE_URL = `sqlite:${databaseIn(`wrong-${variable}`)}`;
      ended = await runServer({ DATABASE_URL, [variable]: value });
    });

    it('ends with 1 and one line that tells what it takes', () => {
      expect(ended.exitCode).toBe(1);
      expect(ended.stderr).toMatch(/^[^\n]+\n$/);
      expect(ended.stderr).toContain(`${variable} takes ${takes}`);
    });

    it('repeats what it got unless that is a secret', () => {
      expect(ended.stderr.includes(`got ${JSON.stringify(value)}`)).toBe(!secret);
      expect(ended.stderr.includes(value)).toBe(!secret);
    });
  });

  it('takes flags of Node that no thread takes', async () => {
    const server = await ServerProcess.start({
      databaseUrl: `sqlite:${databaseIn('flags')}`,
      nodeFlags: ['--max-old-space-size=512'],
    });
    expect(await server.stop()).toBe(0);
  });

  it('on a port that is taken ends with 1 and one line that names it', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const PORT = String((other.address() as AddressInfo).port);
    const { exitCode, stderr } = await runServer({
      DATABASE_URL: `sqlite:${databaseIn('port')}`,
      PORT,
    });
    other.close();
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: `PORT takes a free port of 127.0.0.1, got "${PORT}"\n`,
    });
  });

  it.each([
    ['lies in what is no folder', 'file.txt/hoory.db'],
    ['is a folder', '.'],
    ['is no database', 'file.txt'],
  ])('on a DATABASE_URL that %s ends with 1 and one line that names it', async (_, name) => {
    writeFileSync(
      join(folder, 'file.txt'),
      'Not a database, and longer than its header of 100 bytes.'.repeat(4),
    );
    const path = join(folder, name);
    const { exitCode, stderr } = await runServer({
      DATABASE_URL: `sqlite:${path}`,
      SECRETS_KEY: Buffer.alloc(32).toString('base64'),
    });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^DATABASE_URL takes [^\n]+\n$/);
    expect(stderr).toContain(path);
  });

  describe('for the first time', () => {
    let databasePath: string;
    let server: ServerProcess;
    let accessTokens: string[];
    let platformTokens: string[];
    let signingSecret: string;

    const start = async (env: Record<string, string> = {}): Promise<void> => {
      server = await ServerProcess.start({
        databaseUrl: `sqlite:${databasePath}`,
        env: { BOOTSTRAP_ACCESS_TOKEN: '', PLATFORM_ACCESS_TOKEN: '', ...env },
      });
    };

    beforeAll(async () => {
      databasePath = databaseIn('first');
      await start();
      accessTokens = printedTokens(server);
      platformTokens = printedTokens(server, 'platformAccessToken');
      const client = clientOf(server, accessTokens[0]!);
      ({ secret: signingSecret } = await client.webhooks.create({ url: 'https://example.com' }));
      await server.stop();
    });

    afterEach(() => server.stop());

    it("prints the administrator's access token once, good for requests", () => {
      expect(accessTokens).toEqual([expect.stringMatching(/^[\w-]{24}$/)]);
      expect(signingSecret).toMatch(/^whsec_/);
    });

    it("prints the platform's access token once, good for requests to the platform", async () => {
      expect(platformTokens).toEqual([expect.stringMatching(/^[\w-]{24}$/)]);
      await start();
      const platform = new HooryPlatformClient({
        baseUrl: server.url,
        accessToken: platformTokens[0]!,
      });
      expect(await platform.accounts.find(1)).toMatchObject({ id: 1 });
    });

    it('prints it whatever the LOG_LEVEL: it is nowhere else to be read', async () => {
      server = new ServerProcess({
        databaseUrl: `sqlite:${databaseIn('silent')}`,
        env: { BOOTSTRAP_ACCESS_TOKEN: '', LOG_LEVEL: 'silent' },
      });
      await waitUntil('the token', () => printedTokens(server).length > 0);
      expect(printedTokens(server)).toEqual([expect.stringMatching(/^[\w-]{24}$/)]);
    });

    it('makes the SECRETS_KEY in a file beside the database that only its owner reads', () => {
      const path = `${databasePath}.key`;
      expect(statSync(path).mode & 0o777).toBe(0o600);
      expect(Buffer.from(readFileSync(path, 'utf8'), 'base64')).toHaveLength(32);
    });

    it('leaves neither an access token nor a signing secret in a file', () => {
      const contents = readdirSync(join(databasePath, '..'), {
        recursive: true,
        withFileTypes: true,
      })
        .filter((entry) => entry.isFile())
        .map((file) => readFileSync(join(file.parentPath, file.name)));
      expect(contents.length).toBeGreaterThan(1);
      for (const token of [accessTokens[0]!, platformTokens[0]!]) {
        expect(contents.filter((content) => content.includes(token))).toEqual([]);
      }
      const key = Buffer.from(signingSecret.slice('whsec_'.length), 'base64');
      for (const plain of [signingSecret, key]) {
        expect(contents.filter((content) => content.includes(plain))).toEqual([]);
      }
    });

    it('is followed by others that print none and know the token and the secrets', async () => {
      await start();
      expect(printedTokens(server)).toEqual([]);
      expect(await clientOf(server, accessTokens[0]!).webhooks.list()).toMatchObject([
        { secret: signingSecret },
      ]);
    });

    it('is followed by others that take another BOOTSTRAP_ACCESS_TOKEN as well', async () => {
      await start({ BOOTSTRAP_ACCESS_TOKEN: 'a-token-set-since' });
      expect(printedTokens(server)).toEqual([]);
      for (const token of [accessTokens[0]!, 'a-token-set-since']) {
        expect(await clientOf(server, token).webhooks.list()).toHaveLength(1);
      }
    });

    it('is not followed by one with another SECRETS_KEY: 1 and one line', async () => {
      const { exitCode, stderr } = await runServer({
        DATABASE_URL: `sqlite:${databasePath}`,
        SECRETS_KEY: Buffer.alloc(32).toString('base64'),
      });
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(/^SECRETS_KEY takes [^\n]+\n$/);
    });

    it('is not followed by one with a spoilt key file: 1 and one line that names it', async () => {
      const path = `${databasePath}.key`;
      const key = readFileSync(path);
      writeFileSync(path, 'spoilt');
      const { exitCode, stderr } = await runServer({ DATABASE_URL: `sqlite:${databasePath}` });
      writeFileSync(path, key);
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(/^SECRETS_KEY takes base64 of 32 bytes, [^\n]+\n$/);
      expect(stderr).toContain(path);
    });
  });
});

function clientOf({ url }: ServerProcess, accessToken: string): HooryClient {
  return new HooryClient({ baseUrl: url, accessToken, accountId: 1 });
}

function printedTokens({ logLines }: ServerProcess, field = 'accessToken'): string[] {
  return logLines.flatMap((line) => new RegExp(`"${field}":"([^"]+)"`).exec(line)?.[1] ?? []);
}
