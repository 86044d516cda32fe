import { EventStore, type StoredEvent } from '@app/event-store';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';

/** A page reads no more than this, however rare what it looks for. */
export const MAX_EVENTS_READ = 10_000;
const CHUNK = 500;

export interface EventFilter {
  readonly type?: string;
  readonly stream?: string;
  /** Unix milliseconds of when it was recorded: then or later. */
  readonly sinceMs?: number;
  /** Before. */
  readonly untilMs?: number;
}

export interface EventPage {
  /** Newest first. */
  readonly events: readonly StoredEvent[];
  /** Where the next page begins; null on the last. */
  readonly beforePosition: number | null;
}

/** The events of an account, the newest first. */
export class ListEvents extends Query<EventPage> {
  constructor(
    readonly accountId: number,
    readonly filter: EventFilter,
    readonly limit: number,
    /** Only those before it; Infinity for the first page. */
    readonly beforePosition: number,
  ) {
    super();
  }
}

@QueryHandler(ListEvents)
export class ListEventsHandler implements IQueryHandler<ListEvents> {
  constructor(private readonly store: EventStore) {}

  async execute({ accountId, filter, limit, ...page }: ListEvents): Promise<EventPage> {
    const found: StoredEvent[] = [];
    let beforePosition = Math.min(page.beforePosition, Number.MAX_SAFE_INTEGER);
    for (let read = 0; read < MAX_EVENTS_READ;) {
      const events = await this.store.readAccountBackwards(accountId, {
        beforePosition,
        limit: CHUNK,
      });
      for (const event of events) {
        if (filter.sinceMs !== undefined && event.recordedAtMs < filter.sinceMs) {
          return { events: found, beforePosition: null };
        }
        beforePosition = event.position;
        if (matches(event, filter)) found.push(event);
        if (found.length === limit) return { events: found, beforePosition };
      }
      if (events.length < CHUNK) return { events: found, beforePosition: null };
      read += events.length;
    }
    return { events: found, beforePosition };
  }
}

function matches(event: StoredEvent, { type, stream, untilMs = Infinity }: EventFilter): boolean {
  return (
    (type === undefined || event.type === type) &&
    (stream === undefined || event.stream === stream) &&
    event.recordedAtMs < untilMs
  );
}
