import type { StoredEvent } from '../event';
import { EVENT_COLUMNS, toStoredEvent, type EventRow } from '../event-row';
import type { EventLog } from './event-log';

export function readStreamEvents(
  log: EventLog,
  stream: string,
  fromVersion: number,
  limit = -1,
): StoredEvent[] {
  return log.connection
    .all<EventRow>(
      `SELECT ${EVENT_COLUMNS} FROM events WHERE stream = ? AND version >= ? ORDER BY version LIMIT ?`,
      stream,
      fromVersion,
      limit,
    )
    .map((row) => toStoredEvent(log.upcasters, row));
}

export function readStreamBackwards(
  log: EventLog,
  stream: string,
  beforeVersion = Number.MAX_SAFE_INTEGER,
  limit = -1,
): StoredEvent[] {
  return log.connection
    .all<EventRow>(
      `SELECT ${EVENT_COLUMNS} FROM events WHERE stream = ? AND version < ?
       ORDER BY version DESC LIMIT ?`,
      stream,
      beforeVersion,
      limit,
    )
    .map((row) => toStoredEvent(log.upcasters, row));
}

/**
 * The events of many streams behind a version of each, oldest first within each.
 * @param versions by the names of the streams
 */
export function readTails(
  log: EventLog,
  versions: Readonly<Record<string, number>>,
): Map<string, StoredEvent[]> {
  const rows = log.connection.all<EventRow>(
    `SELECT ${EVENT_COLUMNS} FROM json_each(?) AS folded
     CROSS JOIN events ON events.stream = folded.key AND events.version > folded.value
     ORDER BY events.stream, events.version`,
    JSON.stringify(versions),
  );
  const tails = new Map<string, StoredEvent[]>();
  for (const row of rows) {
    const tail = tails.get(row.stream) ?? [];
    tail.push(toStoredEvent(log.upcasters, row));
    tails.set(row.stream, tail);
  }
  return tails;
}

export function readEventsAfter(log: EventLog, position: number, limit: number): StoredEvent[] {
  return log.connection
    .all<EventRow>(
      `SELECT ${EVENT_COLUMNS} FROM events WHERE position > ? ORDER BY position LIMIT ?`,
      position,
      limit,
    )
    .map((row) => toStoredEvent(log.upcasters, row));
}

export function readAccount(
  log: EventLog,
  accountId: number,
  fromPosition: number,
  limit: number,
): StoredEvent[] {
  return log.connection
    .all<EventRow>(
      `SELECT ${EVENT_COLUMNS} FROM events
       WHERE account_id = ? AND position >= ? ORDER BY position LIMIT ?`,
      accountId,
      fromPosition,
      limit,
    )
    .map((row) => toStoredEvent(log.upcasters, row));
}

export function readAccountBackwards(
  log: EventLog,
  accountId: number,
  beforePosition: number,
  limit: number,
): StoredEvent[] {
  return log.connection
    .all<EventRow>(
      `SELECT ${EVENT_COLUMNS} FROM events
       WHERE account_id = ? AND position < ? ORDER BY position DESC LIMIT ?`,
      accountId,
      beforePosition,
      limit,
    )
    .map((row) => toStoredEvent(log.upcasters, row));
}

export function readEventsAt(log: EventLog, positions: readonly number[]): StoredEvent[] {
  return log.connection
    .all<EventRow>(
      `SELECT ${EVENT_COLUMNS} FROM events
       WHERE position IN (SELECT value FROM json_each(?)) ORDER BY position`,
      JSON.stringify(positions),
    )
    .map((row) => toStoredEvent(log.upcasters, row));
}

export function readEventById(log: EventLog, id: string): StoredEvent | undefined {
  const row = log.connection.get<EventRow>(`SELECT ${EVENT_COLUMNS} FROM events WHERE id = ?`, id);
  return row && toStoredEvent(log.upcasters, row);
}
