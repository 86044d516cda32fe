import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { SERVER_ENTRY, serverEnv, waitUntil, WORKER_ENTRY } from '@app/harness';
import type { BenchProcess } from './bench-process';
import type { Workspace } from './workspace';

const START_LIMIT_MS = 30_000;

export interface ServerOptions {
  /** A file of SQLite, or a URL of PostgreSQL. */
  readonly database: string;
  /** With PostgreSQL: `api` takes requests, `delivery` is a worker. */
  readonly role?: 'all' | 'api' | 'delivery';
  /** 0 where nobody sends it requests. */
  readonly port?: number;
  readonly secretsKey?: string;
  /** More of Node's own, for example a profiler. */
  readonly nodeOptions?: readonly string[];
}

/**
 * The built server with the settings it has for everybody, but for these: endpoints on this
 * machine, a known token, and no line of log a request.
 */
export function startServer(
  workspace: Workspace,
  { database, role = 'all', port = 0, secretsKey = '', nodeOptions = [] }: ServerOptions,
): BenchProcess {
  const env = {
    PORT: String(port),
    ...(secretsKey !== '' && { SECRETS_KEY: secretsKey }),
    ROLE: role,
    LOG_LEVEL: 'warn',
  };
  const databaseUrl = database.startsWith('postgres:') ? database : `sqlite:${database}`;
  const worker = role === 'delivery';
  return workspace.start(
    worker ? 'The worker' : 'The server',
    worker ? WORKER_ENTRY : SERVER_ENTRY,
    {
      env: serverEnv({ databaseUrl, env }),
      nodeOptions,
    },
  );
}

/** Resolves once the server on this port takes requests. */
export async function untilReady(port: number): Promise<void> {
  const ready = `http://127.0.0.1:${port}/health/ready`;
  await waitUntil(
    'the server to be ready',
    () =>
      fetch(ready).then(
        ({ ok }) => ok,
        () => false,
      ),
    START_LIMIT_MS,
  );
}

/** A port that nobody listened on a moment ago: the server tells its own only in the log. */
export async function freePort(): Promise<number> {
  const [port] = await freePorts(1);
  return port!;
}

/** Several that differ: one that is free again may be the next one given. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(
    servers.map((server) => {
      server.close();
      return once(server, 'close');
    }),
  );
  return ports;
}
