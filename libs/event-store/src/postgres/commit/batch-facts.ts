import type { StoredEvent } from '../../event';
import type { StateFold } from '../../event-store';
import { EVENT_COLUMNS, toStoredEvent, type EventRow } from '../../event-row';
import type { StateCache, StreamState } from '../../state-cache';
import type { SqlValue, Statement } from '../../statement';
import type { Upcasters } from '../../upcaster';
import { readKeys, type StoredKey } from '../idempotency-table';
import { EACH_TEXT } from '../each-text';
import type { Queries } from '../postgres-connection';
import { readEventsById } from '../read-events';
import { readStreams, recall } from '../stream-states';
import { Known, type FactSource } from './known';

/** What a process remembers of the database from one commit to the next. */
export interface Memory {
  readonly states: StateCache;
  /** The last number drawn from each sequence. */
  readonly sequences: Map<string, number>;
}

interface StreamToDecideOn {
  readonly stream: string;
  readonly decider?: StateFold<unknown>;
}

/** Selects the position of one event of those that a look-up's statement may name. */
export function positionLookedUp(sql: string): string {
  return `(SELECT position FROM (${sql}) AS look_up LIMIT 1)`;
}

/** All that a batch's decisions have asked the database for. */
export class BatchFacts {
  readonly streams: Known<StreamToDecideOn, StreamState>;
  readonly sequences: Known<string, number>;
  readonly keys: Known<string, StoredKey>;
  readonly events: Known<string, StoredEvent>;
  readonly lookUps: Known<Statement, StoredEvent>;
  private readonly all: readonly Known<unknown, unknown>[];

  constructor(upcasters: Upcasters, memory: Memory) {
    this.streams = new Known(streamSource(upcasters, memory.states));
    this.sequences = new Known(sequenceSource(memory.sequences));
    this.keys = new Known(KEY_SOURCE);
    this.events = new Known(eventSource(upcasters));
    this.lookUps = new Known(lookUpSource(upcasters));
    this.all = [this.streams, this.sequences, this.keys, this.events, this.lookUps] as never;
  }

  get hasMissing(): boolean {
    return this.all.some((known) => known.hasMissing);
  }

  /** Whether anything rests on memory, or was assumed. */
  get hasUnread(): boolean {
    return this.all.some((known) => known.hasUnread);
  }

  async readMissing(queries: Queries): Promise<void> {
    await Promise.all(this.all.map((known) => known.readMissing(queries)));
  }

  /** Reads all of it again. @returns whether anything has changed meanwhile */
  async refresh(queries: Queries): Promise<boolean> {
    const changes = await Promise.all(this.all.map((known) => known.refresh(queries)));
    return changes.includes(true);
  }
}

function streamSource(
  upcasters: Upcasters,
  cache: StateCache,
): FactSource<StreamToDecideOn, StreamState> {
  return {
    keyOf: ({ stream, decider }) => `${decider?.stateSchema ?? ''} ${stream}`,
    read: (queries, asked, known) =>
      readStreams(
        queries,
        upcasters,
        asked.map((each, index) => ({ ...each, known: known[index] })),
      ),
    recall: ({ stream, decider }) => decider && recall(cache, stream, decider),
    isSame: (one, other) => one?.version === other?.version,
  };
}

function sequenceSource(remembered: ReadonlyMap<string, number>): FactSource<string, number> {
  return {
    keyOf: (name) => name,
    async read(queries, names) {
      const rows = await queries.all<{ name: string; value: number }>(
        `SELECT found.* FROM ${EACH_TEXT}
         CROSS JOIN LATERAL (
           SELECT name, value FROM sequences WHERE name = asked.value LIMIT 1) AS found`,
        JSON.stringify(names),
      );
      const values = new Map(rows.map(({ name, value }) => [name, value]));
      return names.map((name) => values.get(name) ?? 0);
    },
    recall: (name) => remembered.get(name),
    isSame: (one, other) => one === other,
  };
}

const KEY_SOURCE: FactSource<string, StoredKey> = {
  keyOf: (key) => key,
  async read(queries, keys) {
    const rows = new Map((await readKeys(queries, keys)).map((row) => [row.key, row]));
    return keys.map((key) => rows.get(key));
  },
  isSame: (one, other) =>
    one?.fingerprint === other?.fingerprint &&
    one?.created_at_ms === other?.created_at_ms &&
    one?.first_version === other?.first_version,
};

function eventSource(upcasters: Upcasters): FactSource<string, StoredEvent> {
  return {
    keyOf: (id) => id,
    async read(connection, ids) {
      const events = await readEventsById({ connection, upcasters }, ids);
      const byId = new Map(events.map((event) => [event.id, event]));
      return ids.map((id) => byId.get(id));
    },
    isSame: (one, other) => one?.position === other?.position,
  };
}

function lookUpSource(upcasters: Upcasters): FactSource<Statement, StoredEvent> {
  const readOne = async (
    queries: Queries,
    sql: string,
    params: readonly SqlValue[],
  ): Promise<StoredEvent | undefined> => {
    const row = await queries.get<EventRow>(
      `SELECT ${EVENT_COLUMNS} FROM events WHERE position = ${positionLookedUp(sql)}`,
      ...params,
    );
    return row && toStoredEvent(upcasters, row);
  };
  return {
    keyOf: ({ sql, params }) => `${sql} ${JSON.stringify(params)}`,
    read: (queries, asked) =>
      Promise.all(asked.map(({ sql, params }) => readOne(queries, sql, params))),
    isSame: (one, other) => one?.position === other?.position,
  };
}
