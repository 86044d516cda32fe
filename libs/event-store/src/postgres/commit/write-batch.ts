import { ProjectionBug } from './failures';
import type { StreamState } from '../../state-cache';
import type { SqlValue, Statement } from '../../statement';
import type { EventLog } from '../event-log';
import { takeKeys } from '../idempotency-table';
import type { PostgresTransaction, Queries } from '../postgres-connection';
import { positionLookedUp, type BatchFacts } from './batch-facts';
import type { DecidedBatch, Outcome } from './decide-batch';
import type { DraftedEvent } from './draft';

/** Of the newest event of the log. */
export interface LogHead {
  readonly position: number;
  readonly recordedAtMs: number;
}

/** Holds the log: until the transaction ends, nobody else appends. */
export async function lockHead(tx: Queries): Promise<LogHead> {
  const head = await tx.get<LogHead>(
    'SELECT position, recorded_at_ms AS "recordedAtMs" FROM log_head FOR UPDATE',
  );
  return head!;
}

const INSERT_EVENTS = `
  INSERT INTO events
    (position, id, stream, version, type, schema_version, data, metadata, recorded_at_ms, account_id)
  SELECT
    position, id, stream, version, type, schema_version, data, metadata, recorded_at_ms, account_id
  FROM json_to_recordset(?::json) AS appended (
    position bigint, id text, stream text, version bigint, type text, schema_version bigint,
    data text, metadata text, recorded_at_ms bigint, account_id bigint)
  ORDER BY position`;

const WRITE_STREAMS = `
  INSERT INTO streams (stream, version, snapshot, snapshot_version, snapshot_schema)
  SELECT
    stream, version, snapshot, CASE WHEN snapshot IS NOT NULL THEN version END, schema
  FROM json_to_recordset(?::json)
    AS written (stream text, version bigint, snapshot text, schema bigint)
  ON CONFLICT (stream) DO UPDATE SET
    version = excluded.version,
    snapshot = coalesce(excluded.snapshot, streams.snapshot),
    snapshot_version = coalesce(excluded.snapshot_version, streams.snapshot_version),
    snapshot_schema = coalesce(excluded.snapshot_schema, streams.snapshot_schema)`;

const WRITE_SEQUENCES = `
  INSERT INTO sequences (name, value)
  SELECT name, value FROM json_to_recordset(?::json) AS drawn (name text, value bigint)
  ON CONFLICT (name) DO UPDATE SET value = excluded.value`;

/**
 * Gives the drafted events their places behind the head and has everything written, without waiting
 * for it: it shares the round trip of the COMMIT.
 * @param failed told which of the outcomes the first statement that fails is of, where it is of one
 * @throws ProjectionBug where a projection throws
 */
export function writeBatch(
  log: EventLog,
  tx: PostgresTransaction,
  head: LogHead,
  facts: BatchFacts,
  { draft, outcomes }: DecidedBatch,
  failed: (index: number) => void,
): void {
  const recordedAtMs = number(head, draft.nowMs, outcomes);
  const drafted = outcomes.flatMap(({ addition }) => addition.events);
  const ofProjections = outcomes.map((outcome, index) => projectAll(log, outcome, index));

  tx.send([{ sql: INSERT_EVENTS, params: [rowsOf(drafted)] }]);
  let hasWritten = false;
  outcomes.forEach(({ addition }, index) => {
    if (addition.events.length === 0) return;
    // What those before it have projected may have changed what it has looked up.
    const assertions = hasWritten ? addition.lookedUp.map(assertLookedUp) : [];
    hasWritten = true;
    tx.send([...assertions, ...ofProjections[index]!], () => failed(index));
  });
  tx.send([{ sql: WRITE_STREAMS, params: [streamsOf(draft.streams)] }]);
  const drawn = [...draft.sequences]
    .filter(([name, value]) => facts.sequences.get(name) !== value)
    .map(([name, value]) => ({ name, value }));
  if (drawn.length > 0) tx.send([{ sql: WRITE_SEQUENCES, params: [JSON.stringify(drawn)] }]);
  if (draft.keys.size > 0) tx.send([takeKeys([...draft.keys.values()], draft.nowMs)]);
  tx.send([
    {
      sql: 'UPDATE log_head SET position = ?, recorded_at_ms = ?',
      params: [head.position + drafted.length, recordedAtMs],
    },
  ]);
}

/** @returns when they are recorded: never before those that are there, whatever the clocks of other processes */
function number(head: LogHead, nowMs: number, outcomes: readonly Outcome[]): number {
  const recordedAtMs = Math.max(nowMs, head.recordedAtMs);
  let { position } = head;
  for (const { addition } of outcomes) {
    for (const { event } of addition.events) {
      event.position = ++position;
      event.recordedAtMs = recordedAtMs;
    }
  }
  return recordedAtMs;
}

function projectAll(log: EventLog, { addition }: Outcome, index: number): Statement[] {
  try {
    return addition.events.flatMap(({ event }) =>
      log.projections.flatMap(({ projection, tables }) => projection.project(event, tables)),
    );
  } catch (error) {
    throw new ProjectionBug(index, error);
  }
}

/** Fails, by a division by zero, where a look-up would find something else by now. */
function assertLookedUp({
  statement: { sql, params },
  position,
}: {
  readonly statement: Statement;
  readonly position: number | null;
}): Statement {
  return {
    sql: `SELECT 1 / CASE
      WHEN ${positionLookedUp(sql)} IS NOT DISTINCT FROM CAST(? AS bigint) THEN 1 ELSE 0 END`,
    params: [...params, position],
  };
}

function rowsOf(drafted: readonly DraftedEvent[]): SqlValue {
  return JSON.stringify(
    drafted.map(({ appended, data, metadata, event }) => ({
      position: event.position,
      id: event.id,
      stream: event.stream,
      version: event.version,
      type: appended.type,
      schema_version: appended.schemaVersion ?? 1,
      data,
      metadata,
      recorded_at_ms: event.recordedAtMs,
      account_id: appended.metadata.accountId,
    })),
  );
}

/** Those that no decider evolved keep the snapshot they have. */
function streamsOf(streams: ReadonlyMap<string, StreamState>): SqlValue {
  return JSON.stringify(
    [...streams].map(([stream, written]) => {
      const { version, state, stateSchema } = written;
      if (Number.isNaN(stateSchema)) return { stream, version };
      const snapshot = JSON.stringify(state);
      written.length = snapshot.length;
      return { stream, version, snapshot, schema: stateSchema };
    }),
  );
}
