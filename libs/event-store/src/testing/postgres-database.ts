import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { DataSource } from 'typeorm';

let made = 0;

/** Databases with migrations run, by the names of these: copying one is quicker than running them. */
const templates = new Map<string, Promise<string>>();

/** The PostgreSQL that this run of the tests has started. */
function serverUrl(database: string): string {
  const url = process.env['TEST_POSTGRES_URL'];
  if (!url) throw new Error('The tests of PostgreSQL are to be run by Jest, which starts one');
  return Object.assign(new URL(url), { pathname: `/${database}` }).href;
}

/** A database of its own for one test. */
export interface PostgresTestDatabase {
  readonly url: string;
  /** Drops it, whoever is still connected. */
  drop(): Promise<void>;
}

/** @param migrations run in it, in the order of their timestamps */
export async function createPostgresDatabase(
  migrations: readonly Function[],
): Promise<PostgresTestDatabase> {
  const key = migrations.map(({ name }) => name).join();
  const template = templates.get(key) ?? makeTemplate(key, migrations);
  templates.set(key, template);
  const name = `test_${process.pid}_${++made}`;
  await administer(`CREATE DATABASE ${name} TEMPLATE ${await template}`);
  return {
    url: serverUrl(name),
    drop: () => administer(`DROP DATABASE ${name} WITH (FORCE)`),
  };
}

/** Runs migrations and takes them back as the server does: each in a transaction of its own, where it takes one. */
export function openMigrations(url: string, migrations: readonly Function[]): Promise<DataSource> {
  return new DataSource({
    type: 'postgres',
    url,
    migrations: [...migrations],
    migrationsTransactionMode: 'each',
  }).initialize();
}

async function makeTemplate(key: string, migrations: readonly Function[]): Promise<string> {
  // Another spec file of this worker has another `templates`.
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 12);
  const name = `template_${process.pid}_${hash}_${Date.now()}`;
  await administer(`CREATE DATABASE ${name}`);
  const dataSource = await openMigrations(serverUrl(name), migrations);
  await dataSource.runMigrations();
  await dataSource.destroy();
  return name;
}

async function administer(sql: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl('postgres') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
