import { asRead } from '../as-read';
import { UniqueViolationError } from '../errors';
import type { NewEvent, StoredEvent } from '../event';
import { makeEventId } from '../event-id';
import type { LiveProjection } from '../projection';
import type { EventLog } from './event-log';
import type { InsertedEvents } from './recent-events';
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
): InsertedEvents {
  let totalLength = 0;
  const inserted = events.map((event, index) => {
    const { stored, length } = insertEvent(log, stream, currentVersion + 1 + index, event, nowMs);
    for (const projection of log.projections) project(log.connection, projection, stored);
    totalLength += length;
    return stored;
  });
  return { events: inserted, length: totalLength };
}

function insertEvent(
  { connection, upcasters }: EventLog,
  stream: string,
  version: number,
  event: NewEvent,
  nowMs: number,
): { stored: StoredEvent; length: number } {
  const { id = makeEventId(), type, schemaVersion = 1, data, metadata } = event;
  const dataJson = JSON.stringify(data);
  const metadataJson = JSON.stringify(metadata);
  const { lastInsertRowid } = connection.run(
    `INSERT INTO events
       (id, stream, version, type, schema_version, data, metadata, recorded_at_ms, account_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    stream,
    version,
    type,
    schemaVersion,
    dataJson,
    metadataJson,
    nowMs,
    metadata.accountId,
  );
  // As it will be read, so that a read model made anew has the same rows.
  const stored = upcasters.upcast({
    id,
    stream,
    version,
    position: Number(lastInsertRowid),
    type,
    schemaVersion,
    data: asRead(data, dataJson),
    metadata: asRead(metadata, metadataJson),
    recordedAtMs: nowMs,
  });
  return { stored, length: dataJson.length };
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
