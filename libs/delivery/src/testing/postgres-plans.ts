import { Client, type QueryConfig } from 'pg';
import { NOW_MS } from './conformance/fixtures';
import type { PostgresDeliveryQueueHarness } from './postgres-harness';

export const DELIVERIES = 500_000;
export const WEBHOOKS = 50;
/** Of each webhook, one millisecond after the other. */
export const PENDING = 100;
export const RECOVERIES = 5_000;
export const ALL_DUE_MS = NOW_MS + WEBHOOKS * PENDING;

/** Has nobody but the spec make statistics of the tables. */
export async function keepStatistics({ sql }: PostgresDeliveryQueueHarness): Promise<void> {
  for (const table of ['deliveries', 'attempts', 'recoveries']) {
    await sql(`ALTER TABLE ${table} SET (autovacuum_enabled = off)`);
  }
}

/**
 * Of each webhook thousands of finished deliveries with an attempt each, a tenth of them failed, some
 * that are due, and recoveries, two unfinished. Those of odd numbers have order.
 */
export async function fill({ sql }: PostgresDeliveryQueueHarness): Promise<void> {
  await sql(`INSERT INTO deliveries
    (event_position, event_id, event, account_id, webhook_id, replay_id, format, conversation_id,
     ordered, status, attempts, failures, resends, recovery_id, claimed, available_at_ms,
     created_at_ms, finished_at_ms)
    SELECT n, 'event-' || n, 'message_created', 1, n % ${WEBHOOKS}, 0, 'hoory', n % 10, n % 2,
           CASE n / ${WEBHOOKS} % 10 WHEN 0 THEN 'failed' ELSE 'delivered' END, 1, 0, 0,
           CASE n / ${WEBHOOKS} % 10 WHEN 1 THEN 1 + n % ${RECOVERIES} END, 0, ${NOW_MS},
           ${NOW_MS}, ${NOW_MS}
    FROM generate_series(1, ${DELIVERIES}) AS n`);
  await sql(`INSERT INTO attempts
    (delivery_id, attempt, started_at_ms, url, signatures, duration_ms, status_code,
     response_headers, response_body)
    SELECT id, 1, ${NOW_MS}, '', '', 5, 200, '{}', '' FROM deliveries ON CONFLICT DO NOTHING`);
  await sql(`INSERT INTO deliveries
    (event_position, event_id, event, account_id, webhook_id, replay_id, format, conversation_id,
     ordered, status, attempts, failures, resends, claimed, available_at_ms, created_at_ms)
    SELECT ${DELIVERIES} + n, 'event-' || n, 'message_created', 1, n % ${WEBHOOKS}, 0, 'hoory',
           n % 10, n % 2, CASE WHEN n % 2 = 0 OR n <= ${WEBHOOKS} THEN 'pending' ELSE 'waiting' END,
           0, 0, 0, 0, ${NOW_MS} + n, ${NOW_MS}
    FROM generate_series(1, ${WEBHOOKS * PENDING}) AS n`);
  await sql(`INSERT INTO recoveries
    (account_id, webhook_id, kind, since_ms, total, from_position, next_position, to_position,
     rate_per_second, last_due_at_ms, created_at_ms, finished_at_ms)
    SELECT 1, n % ${WEBHOOKS}, 'failed', 0, 10, 1, 1, ${DELIVERIES}, 100, ${NOW_MS}, ${NOW_MS} + 1,
           CASE WHEN n > ${RECOVERIES - 2 * WEBHOOKS} THEN NULL ELSE ${NOW_MS} END
    FROM generate_series(1, ${RECOVERIES}) AS n`);
}

/** The plan of each statement that the database was sent meanwhile, as it makes it then. */
export async function plansOf(
  { connection }: PostgresDeliveryQueueHarness,
  act: () => Promise<unknown>,
): Promise<string[]> {
  const query = jest.spyOn(Client.prototype, 'query');
  await act();
  const sent = query.mock.calls.map(([statement]) => statement as unknown as QueryConfig | string);
  query.mockRestore();
  const plans: string[] = [];
  for (const statement of sent) {
    if (typeof statement === 'string' || !/deliveries|attempts|recoveries/.test(statement.text))
      continue;
    const { text, values } = statement;
    const { rows } = await connection.pool.query<{ 'QUERY PLAN': string }>({
      text: `EXPLAIN ${text}`,
      values,
    });
    plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
  }
  return plans;
}

/** The tables that are read from their beginning to their end. */
export function scannedIn(plans: readonly string[]): string[] {
  return plans.flatMap((plan) => plan.match(/Seq Scan on \w+/g) ?? []);
}

/** How many rows have been read so of the large tables, by the harness’ connection. */
export async function rowsScanned({ sql }: PostgresDeliveryQueueHarness): Promise<number> {
  await sql('SELECT pg_stat_force_next_flush()');
  const [row] = await sql(`SELECT sum(seq_tup_read) AS scanned FROM pg_stat_user_tables
    WHERE relname IN ('deliveries', 'attempts')`);
  return Number(row!['scanned']);
}
