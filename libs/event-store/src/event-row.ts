import type { EventMetadata, StoredEvent } from './event';
import type { Upcasters } from './upcaster';

/** An event as both databases keep it. */
export interface EventRow {
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

export const EVENT_COLUMNS = `
  events.position, events.id, events.stream, events.version, events.type, events.schema_version,
  events.data, events.metadata, events.recorded_at_ms`;

export function toStoredEvent(upcasters: Upcasters, row: EventRow): StoredEvent {
  return upcasters.upcast({
    id: row.id,
    stream: row.stream,
    version: row.version,
    position: row.position,
    type: row.type,
    schemaVersion: row.schema_version,
    data: JSON.parse(row.data) as object,
    metadata: JSON.parse(row.metadata) as EventMetadata,
    recordedAtMs: row.recorded_at_ms,
  });
}
