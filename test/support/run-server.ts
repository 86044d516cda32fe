import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { SERVER_ENTRY, WORKER_ENTRY } from '@app/harness';

/** Longer than a server takes to start on a busy machine and waits for a database that another one has. */
const END_LIMIT_MS = 60_000;

export interface EndedServer {
  /** null where it had to be killed, because it went on. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a server that is to end by itself, with nothing but this in its environment. */
export function runServer(env: Readonly<Record<string, string>>): Promise<EndedServer> {
  return runUntilItEnds(SERVER_ENTRY, env);
}

export function runWorker(env: Readonly<Record<string, string>>): Promise<EndedServer> {
  return runUntilItEnds(WORKER_ENTRY, env);
}

async function runUntilItEnds(
  entry: string,
  env: Readonly<Record<string, string>>,
): Promise<EndedServer> {
  const child = spawn(process.execPath, [entry], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], PORT: '0', ...env },
    timeout: END_LIMIT_MS,
    killSignal: 'SIGKILL',
  });
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { exitCode, stdout, stderr };
}
