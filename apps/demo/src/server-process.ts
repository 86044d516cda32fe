import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { aborted } from './aborted';

const SERVER = join(__dirname, '../../server/src/main.js');

/** The server gives itself 9.5 s. */
const STOP_LIMIT_MS = 12_000;
const KEPT_LOG_LINES = 10;

export interface ServerAddress {
  readonly url: string;
  /** Of the API documentation. */
  readonly docs: string;
}

/** The built server as a process of its own, with its last log lines. */
export class ServerProcess {
  readonly logLines: string[] = [];
  /** Resolves, once the server has ended, to how it did. */
  readonly ended: Promise<string>;
  private readonly child: ChildProcess;
  private readonly listening: Promise<ServerAddress>;

  /** @param settings environment variables, over those of this process */
  constructor(settings: Readonly<Record<string, string>>) {
    const child = spawn(process.execPath, [SERVER], {
      env: { ...process.env, ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
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
          const address = addressIn(line);
          if (address) resolve(address);
        });
      }
    });
  }

  /** @throws the reason of `signal` where that is aborted first */
  address(signal: AbortSignal): Promise<ServerAddress> {
    return Promise.race([this.listening, aborted(signal)]);
  }

  /** Asks the server to shut down and waits until it has; kills it where it does not. */
  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    const kill = setTimeout(() => this.child.kill('SIGKILL'), STOP_LIMIT_MS);
    await this.ended;
    clearTimeout(kill);
  }

  private keep(line: string): void {
    this.logLines.push(line);
    if (this.logLines.length > KEPT_LOG_LINES) this.logLines.shift();
  }
}

/** The server says where it listens in a log line of JSON. */
function addressIn(line: string): ServerAddress | undefined {
  return line.includes('"msg":"Listening"') ? (JSON.parse(line) as ServerAddress) : undefined;
}
