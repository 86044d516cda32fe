import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

/** What a server that nobody else started answers to. */
export const ACCESS_TOKEN = 'harness-access-token';

/** Longer than the server takes to come up on a machine busy with other tests. */
const START_LIMIT_MS = 30_000;
const KEPT_LOG_LINES = 200;

export interface ServerOptions {
  readonly databasePath: string;
  /** On top of what a test needs: a free port, a known token, receivers on this machine. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A built server in a process of its own, as users run it. */
export class ServerProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    /** The last lines of its log, oldest first. */
    readonly logLines: readonly string[],
  ) {}

  /** @throws Error with what the server printed, where it ends instead of listening */
  static async start({ databasePath, env = {} }: ServerOptions): Promise<ServerProcess> {
    const child = spawn(process.execPath, [serverEntry()], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        PORT: '0',
        DATABASE_URL: `sqlite:${databasePath}`,
        BOOTSTRAP_ACCESS_TOKEN: ACCESS_TOKEN,
        EGRESS_ALLOW: '127.0.0.0/8,::1/128',
        LOG_LEVEL: 'info',
        ...env,
      },
    });
    const logLines: string[] = [];
    const url = await new Promise<string>((resolve, reject) => {
      const giveUp = (why: string): void =>
        reject(new Error(`The server ${why}\n${logLines.join('\n')}`));
      const limit = setTimeout(() => {
        child.kill('SIGKILL');
        giveUp(`did not listen within ${START_LIMIT_MS} ms`);
      }, START_LIMIT_MS);
      const read = (line: string): void => {
        logLines.push(line);
        if (logLines.length > KEPT_LOG_LINES) logLines.shift();
        const listening = /"url":"([^"]+)","docs":/.exec(line)?.[1];
        if (!listening) return;
        clearTimeout(limit);
        resolve(listening);
      };
      createInterface({ input: child.stdout }).on('line', read);
      createInterface({ input: child.stderr }).on('line', read);
      child.once('close', (code, signal) => {
        clearTimeout(limit);
        giveUp(`ended (${signal ?? code}) before it listened`);
      });
    });
    return new ServerProcess(child, url, logLines);
  }

  get pid(): number {
    return this.child.pid!;
  }

  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Resolves to the exit code, null where a signal ended it. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (this.running) {
      const closed = once(this.child, 'close');
      this.child.kill(signal);
      await closed;
    }
    return this.child.exitCode;
  }

  kill(): Promise<number | null> {
    return this.stop('SIGKILL');
  }
}

function serverEntry(): string {
  return join(projectRoot(), 'dist/apps/server/src/main.js');
}

/** The sources and the build lie at different depths below it. */
function projectRoot(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}
