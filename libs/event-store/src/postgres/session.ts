import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type Pool } from 'pg';
import type { SqlValue } from '../statement';
import { CONNECTION_SETTINGS } from './pool';
import { numberParameters } from './prepared';

export interface SessionOptions {
  /** As the database's administrator sees it. */
  readonly name: string;
  /** A session that has not answered by then is given up. */
  readonly answerWithinMs: number;
  /** The server ends a session that has asked for nothing for so long, and so lets go of its locks. */
  readonly endsWhenIdleForMs?: number;
  notified?(payload: string): void;
  /** Called when a session has ended that was not closed, and whatever it held is gone. */
  lost?(): void;
}

/**
 * A connection beside those of the pool, for what belongs to a session or must not wait for others. It
 * is made when first used, and anew when it is used after it was lost. A failed query loses it.
 */
export class Session {
  private client: Client | undefined;
  private opening: Promise<Client> | undefined;

  /** @param pool to the same database */
  constructor(
    private readonly pool: Pool,
    private readonly options: SessionOptions,
  ) {}

  /** @param sql with `?` for each parameter */
  async query<Row>(sql: string, ...params: SqlValue[]): Promise<Row[]> {
    const client = await (this.opening ??= this.open());
    try {
      return (await client.query(numberParameters(sql), params)).rows as Row[];
    } catch (error) {
      this.lose(client);
      throw error;
    }
  }

  /** Nobody is told that it was lost. */
  async close(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    this.opening = undefined;
    if (!client) return;
    // A server that cannot be reached says no goodbye.
    const patience = sleep(this.options.answerWithinMs, undefined, { ref: false });
    await Promise.race([client.end().catch(() => {}), patience]);
  }

  private async open(): Promise<Client> {
    const { name, answerWithinMs, endsWhenIdleForMs = 0 } = this.options;
    const client = new Client({
      ...CONNECTION_SETTINGS,
      connectionString: this.pool.options.connectionString,
      application_name: `hoory ${name}`,
      connectionTimeoutMillis: answerWithinMs,
      query_timeout: answerWithinMs,
      keepAlive: true,
      options: `-c idle_session_timeout=${endsWhenIdleForMs}`,
    });
    this.client = client;
    client.on('error', () => this.lose(client));
    client.on('end', () => this.lose(client));
    client.on('notification', ({ payload }) => this.options.notified?.(payload ?? ''));
    try {
      await client.connect();
    } catch (error) {
      this.lose(client);
      throw error;
    }
    return client;
  }

  private lose(client: Client): void {
    if (this.client !== client) return;
    this.client = undefined;
    this.opening = undefined;
    client.end().catch(() => {});
    this.options.lost?.();
  }
}
