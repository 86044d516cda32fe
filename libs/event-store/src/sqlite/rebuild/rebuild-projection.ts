import { setTimeout as sleep } from 'node:timers/promises';
import { ProjectionFailedError } from '../../errors';
import type { StoredEvent } from '../../event';
import type { InlineProjection, RebuildProgress } from '../../projection';
import type { EventLog } from '../event-log';
import { readLastPosition } from '../positions';
import { readEventsAfter } from '../read-events';
import type { SqliteWriter } from '../sqlite-writer';
import { createBeside, dropBeside, namesBeside, swap } from './tables-beside';

/** Some milliseconds of work: what a request may have to wait for. */
const EVENTS_PER_CHUNK = 200;

interface Chunk extends RebuildProgress {
  readonly swapped: boolean;
  readonly tookMs: number;
}

/**
 * Replays the log into tables beside the live ones, a chunk in each write. The chunk that reaches
 * the log's end swaps them in the same write, so that nothing can be appended between the two.
 */
export async function* rebuildProjection(
  log: EventLog,
  writer: SqliteWriter,
  projection: InlineProjection,
): AsyncGenerator<RebuildProgress, void> {
  const { connection } = log;
  const { tables } = projection;
  await writer.write(() => {
    dropBeside(connection, tables);
    createBeside(connection, tables);
  });
  let swapped = false;
  try {
    let position = 0;
    while (!swapped) {
      const from = position;
      const chunk = await writer.write(() => projectChunk(log, projection, from));
      ({ position, swapped } = chunk);
      yield { position, lastPosition: chunk.lastPosition };
      // Half of the process's time is left to everybody else.
      if (!swapped) await sleep(chunk.tookMs);
    }
  } finally {
    if (!swapped) await writer.write(() => dropBeside(connection, tables));
  }
}

function projectChunk(log: EventLog, projection: InlineProjection, from: number): Chunk {
  const startedMs = performance.now();
  const names = namesBeside(projection.tables);
  const events = readEventsAfter(log, from, EVENTS_PER_CHUNK);
  for (const event of events) projectBeside(log, projection, names, event);
  const swapped = events.length < EVENTS_PER_CHUNK;
  if (swapped) swap(log.connection, projection.tables);
  return {
    position: events.at(-1)?.position ?? from,
    lastPosition: readLastPosition(log),
    swapped,
    tookMs: performance.now() - startedMs,
  };
}

function projectBeside(
  { connection }: EventLog,
  projection: InlineProjection,
  names: ReturnType<typeof namesBeside>,
  event: StoredEvent,
): void {
  try {
    connection.runAll(projection.project(event, names));
  } catch (error) {
    throw new ProjectionFailedError(projection.name, event, error as Error);
  }
}
