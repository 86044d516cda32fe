/** A fact as a decider states it: its type's name and everything that was true about it. */
export interface DomainEvent {
  readonly type: string;
  readonly data: object;
  /** Version of the shape of `data`; when absent, of a decided event the newest, and else 1. */
  readonly schemaVersion?: number;
}

export type ActorType = 'user' | 'agent_bot' | 'contact';

/** Who caused an event; null in the metadata means the system itself. */
export interface Actor {
  readonly type: ActorType;
  readonly id: number;
}

export interface EventMetadata {
  /** The account the event happened in; null for what belongs to the installation. */
  readonly accountId: number | null;
  readonly actor: Actor | null;
  /** The request (or job) that everything it set off shares. */
  readonly correlationId: string;
  /** The id of the event that caused this one; null where a command did. */
  readonly causationId: string | null;
  /** ISO 8601 with milliseconds: when it happened, by the clock of whoever recorded it. */
  readonly occurredAt: string;
}

/** An event to be appended; its id, when given, makes a repeated append a success. */
export interface NewEvent extends DomainEvent {
  readonly id?: string;
  readonly metadata: EventMetadata;
}

/** An event of the log. Never changes and never goes away. */
export interface StoredEvent<Event extends DomainEvent = DomainEvent> {
  readonly id: string;
  /** `category-id`, e.g. `conversation-1-42`. */
  readonly stream: string;
  /** 1 for the first event of its stream, without holes. */
  readonly version: number;
  /** Place in the log, ascending in commit order. */
  readonly position: number;
  readonly type: Event['type'];
  readonly schemaVersion: number;
  readonly data: Event['data'];
  readonly metadata: EventMetadata;
  /** Unix milliseconds of the append. */
  readonly recordedAtMs: number;
}
