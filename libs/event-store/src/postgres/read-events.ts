import type { StoredEvent } from '../event';
import { EVENT_COLUMNS, toStoredEvent, type EventRow } from '../event-row';
import type { SqlValue } from '../statement';
import type { Upcasters } from '../upcaster';
import { EACH_TEXT } from './each-text';
import type { Queries } from './postgres-connection';

/** Where events are read from, and what makes them of today's shape. */
export interface EventReader {
  readonly connection: Queries;
  readonly upcasters: Upcasters;
}

async function readAll(
  { connection, upcasters }: EventReader,
  sql: string,
  ...params: SqlValue[]
): Promise<StoredEvent[]> {
  const rows = await connection.all<EventRow>(sql, ...params);
  return rows.map((row) => toStoredEvent(upcasters, row));
}

function read(
  reader: EventReader,
  conditions: string,
  ...params: SqlValue[]
): Promise<StoredEvent[]> {
  return readAll(reader, `SELECT ${EVENT_COLUMNS} FROM events WHERE ${conditions}`, ...params);
}

/** @param limit null for all */
export function readStreamEvents(
  reader: EventReader,
  stream: string,
  fromVersion: number,
  limit: number | null = null,
): Promise<StoredEvent[]> {
  return read(
    reader,
    'stream = ? AND version >= ? ORDER BY version LIMIT ?',
    stream,
    fromVersion,
    limit,
  );
}

/** @param limit null for all */
export function readStreamBackwards(
  reader: EventReader,
  stream: string,
  beforeVersion = Number.MAX_SAFE_INTEGER,
  limit: number | null = null,
): Promise<StoredEvent[]> {
  return read(
    reader,
    'stream = ? AND version < ? ORDER BY version DESC LIMIT ?',
    stream,
    beforeVersion,
    limit,
  );
}

export function readEventsAfter(
  reader: EventReader,
  position: number,
  limit: number,
): Promise<StoredEvent[]> {
  return read(reader, 'position > ? ORDER BY position LIMIT ?', position, limit);
}

export function readAccount(
  reader: EventReader,
  accountId: number,
  fromPosition: number,
  limit: number,
): Promise<StoredEvent[]> {
  return read(
    reader,
    'account_id = ? AND position >= ? ORDER BY position LIMIT ?',
    accountId,
    fromPosition,
    limit,
  );
}

export function readAccountBackwards(
  reader: EventReader,
  accountId: number,
  beforePosition: number,
  limit: number,
): Promise<StoredEvent[]> {
  return read(
    reader,
    'account_id = ? AND position < ? ORDER BY position DESC LIMIT ?',
    accountId,
    beforePosition,
    limit,
  );
}

export function readEventsAt(
  reader: EventReader,
  positions: readonly number[],
): Promise<StoredEvent[]> {
  return read(
    reader,
    `position IN (SELECT value::bigint FROM jsonb_array_elements_text(?::jsonb)) ORDER BY position`,
    JSON.stringify(positions),
  );
}

export function readEventsById(
  reader: EventReader,
  ids: readonly string[],
): Promise<StoredEvent[]> {
  return readAll(
    reader,
    `SELECT events.* FROM ${EACH_TEXT}
     CROSS JOIN LATERAL (
       SELECT ${EVENT_COLUMNS} FROM events WHERE id = asked.value LIMIT 1) AS events`,
    JSON.stringify(ids),
  );
}
