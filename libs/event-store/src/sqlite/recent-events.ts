import type { StoredEvent } from '../event';

export interface InsertedEvents {
  readonly events: readonly StoredEvent[];
  /** Of their data's JSON together, in characters. */
  readonly length: number;
}

const MAX_EVENTS = 1_024;
/** Of the events of one write, in characters of JSON: most have some 3,000, strangers can send a million. */
const MAX_LENGTH = 16 * 1024;

/**
 * The newest events of the log in memory, for readers that keep up with it: what they would read and
 * parse once more was an object a moment ago. Only the writer appends, so that what it has appended
 * is the end of the log.
 */
export class RecentEvents {
  /** Without a hole in their positions. */
  private readonly events: StoredEvent[] = [];

  /** To be called once nothing in their write can fail any more. */
  add({ events, length }: InsertedEvents): void {
    if (length > MAX_LENGTH) {
      this.drop();
      return;
    }
    this.events.push(...events);
    while (this.events.length > MAX_EVENTS) this.events.shift();
  }

  /** @returns undefined where what is behind the position is not all among them */
  after(position: number, limit: number): readonly StoredEvent[] | undefined {
    const first = this.events[0]?.position ?? Infinity;
    const index = position + 1 - first;
    if (index < 0 || index > this.events.length) return undefined;
    return this.events.slice(index, index + limit);
  }

  /** For each commit that failed, or where a read would give something else from now on. */
  drop(): void {
    this.events.length = 0;
  }
}
