import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { HooryClient } from '@app/client';
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
  { variable: 'EGRESS_ALLOW', value: '10.0.0.0/33', takes: 'CIDRs separated by commas' },
  { variable: 'RETRY_SCHEDULE', value: '5s,5m', takes: 'seconds between attempts' },
  { variable: 'LOG_LEVEL', value: 'loud', takes: 'fatal, error, warn, info, debug, trace, silent' },
  {
    variable: 'BOOTSTRAP_ACCESS_TOKEN',
    value: 'hunter2',
    takes: 'at least 16 characters without spaces',
    secret: true,
  },
  { variable: 'SECRETS_KEY', value: 'c2hvcnQ=', takes: 'base64 of 32 bytes', secret: true },
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

  describe('with a wrong value ends with 1 and one line', () => {
    const ended = new Map<WrongSetting, EndedServer>();

    beforeAll(async () => {
      await Promise.all(
        WRONG_SETTINGS.map(async (setting, index) => {
          const DATABASE_URL = `sqlite:${databaseIn(`wrong-${index}`)}`;
          const env = { DATABASE_URL, [setting.variable]: setting.value };
          ended.set(setting, await runServer(env));
        }),
      );
    });

    it.each(WRONG_SETTINGS)('that tells what $variable takes: $value', (setting) => {
      const { exitCode, stderr } = ended.get(setting)!;
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(/^[^\n]+\n$/);
      expect(stderr).toContain(`${setting.variable} takes ${setting.takes}`);
    });

    it.each(WRONG_SETTINGS.filter(({ secret }) => !secret))(
      'that tells what $variable got: $value',
      (setting) => {
        expect(ended.get(setting)!.stderr).toContain(`got ${JSON.stringify(setting.value)}`);
      },
    );

    it.each(WRONG_SETTINGS.filter(({ secret }) => secret))(
      'that does not repeat the secret in $variable',
      (setting) => {
        expect(ended.get(setting)!.stderr).not.toContain(setting.value);
      },
    );
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
    let signingSecret: string;

    const start = async (env: Record<string, string> = {}): Promise<void> => {
      server = await ServerProcess.start({
        databasePath,
        env: { BOOTSTRAP_ACCESS_TOKEN: '', ...env },
      });
    };

    beforeAll(async () => {
      databasePath = databaseIn('first');
      await start();
      accessTokens = printedTokens(server);
      const client = clientOf(server, accessTokens[0]!);
      ({ secret: signingSecret } = await client.webhooks.create({ url: 'https://example.com' }));
      await server.stop();
    });

    afterEach(() => server.stop());

    it("prints the administrator's access token once, good for requests", () => {
      expect(accessTokens).toEqual([expect.stringMatching(/^[\w-]{24}$/)]);
      expect(signingSecret).toMatch(/^whsec_/);
    });

    it('prints it whatever the LOG_LEVEL: it is nowhere else to be read', async () => {
      server = new ServerProcess({
        databasePath: databaseIn('silent'),
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

    it('leaves neither the access token nor a signing secret in a file', () => {
      const directory = join(databasePath, '..');
      const contents = readdirSync(directory).map((name) => readFileSync(join(directory, name)));
      expect(contents.length).toBeGreaterThan(1);
      expect(contents.filter((content) => content.includes(accessTokens[0]!))).toEqual([]);
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
      expect(stderr).toMatch(/^SECRETS_KEY takes base64 of 32 bytes, got [^\n]+\n$/);
      expect(stderr).toContain(path);
    });
  });
});

function clientOf({ url }: ServerProcess, accessToken: string): HooryClient {
  return new HooryClient({ baseUrl: url, accessToken, accountId: 1 });
}

function printedTokens({ logLines }: ServerProcess): string[] {
  return logLines.flatMap((line) => /"accessToken":"([^"]+)"/.exec(line)?.[1] ?? []);
}
