import type { EventMetadata, StoredEvent } from '../event';
import type { SqliteConnection } from './sqlite-connection';

interface EventRow {
  position: number;
  id: string;
  stream: string;
  version: number;
  type: string;
  schema_version: number;
  data: string;
  metadata: string;
  recorded_at_ms: number;
}

const COLUMNS =
  'position, id, stream, version, type, schema_version, data, metadata, recorded_at_ms';

export function readStreamEvents(
  connection: SqliteConnection,
  stream: string,
  fromVersion: number,
  limit = -1,
): StoredEvent[] {
  return connection
    .all<EventRow>(
      `SELECT ${COLUMNS} FROM events WHERE stream = ? AND version >= ? ORDER BY version LIMIT ?`,
      stream,
      fromVersion,
      limit,
    )
    .map(toStoredEvent);
}

export function readEventsAfter(
  connection: SqliteConnection,
  position: number,
  limit: number,
): StoredEvent[] {
  return connection
    .all<EventRow>(
      `SELECT ${COLUMNS} FROM events WHERE position > ? ORDER BY position LIMIT ?`,
      position,
      limit,
    )
    .map(toStoredEvent);
}

export function readEventsAt(
  connection: SqliteConnection,
  positions: readonly number[],
): StoredEvent[] {
  return connection
    .all<EventRow>(
      `SELECT ${COLUMNS} FROM events
       WHERE position IN (SELECT value FROM json_each(?)) ORDER BY position`,
      JSON.stringify(positions),
    )
    .map(toStoredEvent);
}

export function readEventById(connection: SqliteConnection, id: string): StoredEvent | undefined {
  const row = connection.get<EventRow>(`SELECT ${COLUMNS} FROM events WHERE id = ?`, id);
  return row && toStoredEvent(row);
}

function toStoredEvent(row: EventRow): StoredEvent {
  return {
    id: row.id,
    stream: row.stream,
    version: row.version,
    position: row.position,
    type: row.type,
    schemaVersion: row.schema_version,
    data: JSON.parse(row.data) as object,
    metadata: JSON.parse(row.metadata) as EventMetadata,
    recordedAtMs: row.recorded_at_ms,
  };
}
