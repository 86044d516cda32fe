import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import { ProjectionBusyError, ProjectionFailedError } from '../../errors';
import type { StoredEvent } from '../../event';
import type { InlineProjection, RebuildProgress, TableNames } from '../../projection';
import { lockHead } from '../commit/write-batch';
import type { EventLog } from '../event-log';
import { readLastPosition } from '../positions';
import type { PostgresConnection, PostgresTransaction } from '../postgres-connection';
import { readEventsAfter } from '../read-events';
import { analyzeBeside, createBeside, dropBeside, namesBeside, swap } from './tables-beside';

/** Some milliseconds of work: what a command may have to wait for at the swap. */
const EVENTS_PER_CHUNK = 200;

/** Of the advisory locks of rebuilds; the other half is a hash of the projection's name. */
const LOCK_CLASS = 1_746_101;

interface Chunk extends RebuildProgress {
  readonly tookMs: number;
}

/**
 * Replays the log into tables beside the live ones, a chunk in each transaction. When few events are
 * left, the log is locked: these are projected and the tables swapped in one transaction, so that
 * nothing can be appended between the two.
 */
export async function* rebuildProjection(
  log: EventLog,
  projection: InlineProjection,
): AsyncGenerator<RebuildProgress, void> {
  const { connection } = log;
  const { tables } = projection;
  const lock = await acquireLock(connection, projection.name);
  let swapped = false;
  try {
    await connection.transaction((tx) => createBeside(tx, tables));
    let chunk: Chunk = { position: 0, lastPosition: 0, tookMs: 0 };
    do {
      chunk = await projectChunk(log, projection, chunk.position);
      if (isBehind(chunk)) {
        yield { position: chunk.position, lastPosition: chunk.lastPosition };
        // Half of the database's time is left to everybody else.
        await sleep(chunk.tookMs);
      }
    } while (isBehind(chunk));
    await connection.transaction(async (tx) => tx.send(analyzeBeside(tables)));
    let ended: RebuildProgress | undefined;
    while (!ended) {
      ended = await swapAtTheEnd(log, projection, chunk.position);
      if (!ended) chunk = await projectChunk(log, projection, chunk.position);
    }
    swapped = true;
    yield ended;
  } finally {
    try {
      if (!swapped) await connection.transaction((tx) => dropBeside(tx, tables));
    } finally {
      // Closing the session frees the lock, whatever has become of it.
      lock.release(true);
    }
  }
}

function isBehind({ position, lastPosition }: RebuildProgress): boolean {
  return position < lastPosition;
}

/** On a connection of its own, for as long as that lives. */
async function acquireLock(connection: PostgresConnection, name: string): Promise<PoolClient> {
  const client = await connection.pool.connect();
  try {
    const { rows } = await client.query<{ acquired: boolean }>(
      'SELECT pg_try_advisory_lock($1, hashtext($2)) AS acquired',
      [LOCK_CLASS, name],
    );
    if (rows[0]!.acquired) return client;
  } catch (error) {
    client.release(true);
    throw error;
  }
  client.release();
  throw new ProjectionBusyError(name);
}

async function projectChunk(
  log: EventLog,
  projection: InlineProjection,
  from: number,
): Promise<Chunk> {
  const startedMs = performance.now();
  const events = await readEventsAfter(log, from, EVENTS_PER_CHUNK);
  await projecting(projection, (failed) =>
    log.connection.transaction(async (tx) => projectBeside(tx, projection, events, failed)),
  );
  return {
    position: events.at(-1)?.position ?? from,
    lastPosition: await readLastPosition(log.connection),
    tookMs: performance.now() - startedMs,
  };
}

/** @returns undefined where by now there are too many events behind a position to hold the log for */
async function swapAtTheEnd(
  log: EventLog,
  projection: InlineProjection,
  from: number,
): Promise<RebuildProgress | undefined> {
  return projecting(projection, (failed) =>
    log.connection.transaction(async (tx) => {
      const { position } = await lockHead(tx);
      if (position - from > EVENTS_PER_CHUNK) return undefined;
      const reader = { connection: tx, upcasters: log.upcasters };
      const events = await readEventsAfter(reader, from, EVENTS_PER_CHUNK);
      projectBeside(tx, projection, events, failed);
      await swap(tx, projection.tables);
      return { position, lastPosition: position };
    }),
  );
}

type Failed = (event: StoredEvent, error: unknown) => void;

/** @throws ProjectionFailedError where the work says that an event was the reason */
async function projecting<T>(
  { name }: InlineProjection,
  work: (failed: Failed) => Promise<T>,
): Promise<T> {
  let failure: ProjectionFailedError | undefined;
  try {
    return await work((event, error) => {
      failure ??= new ProjectionFailedError(name, event, error as Error);
    });
  } catch (error) {
    throw failure ?? error;
  }
}

function projectBeside(
  tx: PostgresTransaction,
  projection: InlineProjection,
  events: readonly StoredEvent[],
  failed: Failed,
): void {
  const names: TableNames = namesBeside(projection.tables);
  for (const event of events) {
    try {
      tx.send(projection.project(event, names), (error) => failed(event, error));
    } catch (error) {
      failed(event, error);
      throw error;
    }
  }
}
