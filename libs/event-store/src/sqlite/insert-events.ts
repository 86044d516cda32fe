import { UniqueViolationError } from '../errors';
import type { NewEvent, StoredEvent } from '../event';
import { makeEventId } from '../event-id';
import type { LiveProjection } from '../projection';
import type { EventLog } from './event-log';
import type { SqliteConnection } from './sqlite-connection';
import { sqliteErrorCode } from './sqlite-error';

/** SQLite tells apart what other databases call one thing. */
const UNIQUE_VIOLATIONS: ReadonlySet<string> = new Set([
  'SQLITE_CONSTRAINT_UNIQUE',
  'SQLITE_CONSTRAINT_PRIMARYKEY',
  'SQLITE_CONSTRAINT_ROWID',
]);

/**
 * Appends events behind a stream's current version and brings the projections up to them.
 * To be called inside a write.
 * @throws UniqueViolationError where a projection's constraint refuses
 */
export function insertEvents(
  log: EventLog,
  stream: string,
  currentVersion: number,
  events: readonly NewEvent[],
  nowMs: number,
): StoredEvent[] {
  return events.map((event, index) => {
    const stored = insertEvent(log, stream, currentVersion + 1 + index, event, nowMs);
    for (const projection of log.projections) project(log.connection, projection, stored);
    return stored;
  });
}

function insertEvent(
  { connection, upcasters }: EventLog,
  stream: string,
  version: number,
  event: NewEvent,
  nowMs: number,
): StoredEvent {
  const { id = makeEventId(), type, schemaVersion = 1, data, metadata } = event;
  const { lastInsertRowid } = connection.run(
    `INSERT INTO events
       (id, stream, version, type, schema_version, data, metadata, recorded_at_ms, account_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    stream,
    version,
    type,
    schemaVersion,
    JSON.stringify(data),
    JSON.stringify(metadata),
    nowMs,
    metadata.accountId,
  );
  // As it will be read, so that a read model made anew has the same rows.
  return upcasters.upcast({
    id,
    stream,
    version,
    position: Number(lastInsertRowid),
    type,
    schemaVersion,
    data,
    metadata,
    recordedAtMs: nowMs,
  });
}

function project(
  connection: SqliteConnection,
  { projection, tables }: LiveProjection,
  event: StoredEvent,
): void {
  try {
    connection.runAll(projection.project(event, tables));
  } catch (error) {
    if (UNIQUE_VIOLATIONS.has(sqliteErrorCode(error) ?? '')) {
      const { message } = error as Error;
      throw new UniqueViolationError(message.replace('UNIQUE constraint failed: ', ''));
    }
    throw error;
  }
}
