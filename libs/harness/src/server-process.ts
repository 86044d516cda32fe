import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

/** What a server that nobody else started answers to. */
export const ACCESS_TOKEN = 'harness-access-token';

/** Where no file can keep one that was made. */
const POSTGRES_SECRETS_KEY = Buffer.alloc(32, 1).toString('base64');

/** The built server: what `npm start` runs. */
export const SERVER_ENTRY = join(projectRoot(), 'dist/apps/server/src/main.js');
/** What `npm run start:worker` runs. */
export const WORKER_ENTRY = join(projectRoot(), 'dist/apps/worker/src/main.js');

/** Longer than the server takes to come up on a machine busy with other tests. */
const START_LIMIT_MS = 60_000;
/** The server gives itself 9.5 s. */
const STOP_LIMIT_MS = 12_000;
const KEPT_LOG_LINES = 200;

export interface ServerOptions {
  /** A worker, which delivers and has no API. */
  readonly worker?: boolean;
  readonly databaseUrl: string;
  /** Of Node's own, before the name of the program. */
  readonly nodeFlags?: readonly string[];
  /** Over what {@link serverEnv} says. */
  readonly env?: Readonly<Record<string, string>>;
}

interface ServerAddress {
  readonly url: string;
  /** Of the API documentation. */
  readonly docs: string;
}

/** What a server on this machine alone needs: a free port, a known token, receivers beside it. */
export function serverEnv({ databaseUrl, env }: ServerOptions): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    // So that `NODE_OPTIONS=--cpu-prof` profiles the server too.
    NODE_OPTIONS: process.env['NODE_OPTIONS'],
    PORT: '0',
    DATABASE_URL: databaseUrl,
    ...(databaseUrl.startsWith('postgres:') && { SECRETS_KEY: POSTGRES_SECRETS_KEY }),
    BOOTSTRAP_ACCESS_TOKEN: ACCESS_TOKEN,
    EGRESS_ALLOW: '127.0.0.0/8,::1/128',
    ...env,
  };
}

/** A built server in a process of its own, as users run it. */
export class ServerProcess {
  /** The last lines of its log, oldest first. */
  readonly logLines: string[] = [];
  /** Where it listens, once it does. Its log says so: at LOG_LEVEL `info` and below. */
  readonly listening: Promise<ServerAddress>;
  /** Resolves, once it has ended, to how it did. */
  readonly ended: Promise<string>;
  private readonly child: ChildProcess;
  private address: ServerAddress | undefined;

  constructor(options: ServerOptions) {
    const entry = options.worker ? WORKER_ENTRY : SERVER_ENTRY;
    const child = spawn(process.execPath, [...(options.nodeFlags ?? []), entry], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: serverEnv(options),
    });
    this.child = child;
    this.ended = new Promise((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('close', (code, signal) =>
        resolve(signal ? `killed by ${signal}` : `exit code ${code}`),
      );
    });
    this.listening = new Promise((resolve) => {
      for (const output of [child.stdout, child.stderr]) {
        createInterface(output).on('line', (line) => {
          this.keep(line);
          this.address ??= addressIn(line);
          if (this.address) resolve(this.address);
        });
      }
    });
  }

  /** @throws Error with what the server printed, where it ends instead of listening */
  static async start(options: ServerOptions): Promise<ServerProcess> {
    const server = new ServerProcess(options);
    const limit = setTimeout(() => server.child.kill('SIGKILL'), START_LIMIT_MS);
    const listening = server.listening.then(() => true);
    const ended = server.ended.then(() => false);
    const up = await Promise.race([listening, ended]);
    clearTimeout(limit);
    if (up) return server;
    throw new Error(`The server ended: ${await server.ended}\n${server.logLines.join('\n')}`);
  }

  /** @throws Error before it listens */
  get url(): string {
    if (!this.address) throw new Error('The server does not listen yet');
    return this.address.url;
  }

  get pid(): number {
    return this.child.pid!;
  }

  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Resolves to the exit code, null where a signal ended it. Kills what does not end in time. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const limit = setTimeout(() => this.child.kill('SIGKILL'), STOP_LIMIT_MS);
    if (this.running) this.child.kill(signal);
    await this.ended;
    clearTimeout(limit);
    return this.child.exitCode;
  }

  kill(): Promise<number | null> {
    return this.stop('SIGKILL');
  }

  /** Stands still until {@link thaw}, as on a machine that swaps or is moved. */
  freeze(): void {
    this.child.kill('SIGSTOP');
  }

  thaw(): void {
    this.child.kill('SIGCONT');
  }

  private keep(line: string): void {
    this.logLines.push(line);
    if (this.logLines.length > KEPT_LOG_LINES) this.logLines.shift();
  }
}

/** The server says where it listens in a log line of JSON, and so does a worker. */
function addressIn(line: string): ServerAddress | undefined {
  return /"msg":"(Listening|Delivering)"/.test(line)
    ? (JSON.parse(line) as ServerAddress)
    : undefined;
}

/** The sources and the build lie at different depths below it. */
function projectRoot(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}
