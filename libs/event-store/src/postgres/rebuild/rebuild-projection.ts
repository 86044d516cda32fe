import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError, type PoolClient } from 'pg';
import { ProjectionBusyError, ProjectionFailedError } from '../../errors';
import type { StoredEvent } from '../../event';
import type { InlineProjection, RebuildProgress, TableNames } from '../../projection';
import { lockHead } from '../commit/write-batch';
import type { EventLog } from '../event-log';
import { isUnreachable } from '../postgres-error';
import { readLastPosition } from '../positions';
import {
  transactOn,
  type PostgresConnection,
  type PostgresTransaction,
} from '../postgres-connection';
import { readEventsAfter } from '../read-events';
import { analyzeBeside, createBeside, dropBeside, namesBeside, swap } from './tables-beside';

/** Some milliseconds of work: what a command may have to wait for at the swap. */
const EVENTS_PER_CHUNK = 200;

/** Of the advisory locks of rebuilds; the other half is a hash of the projection's name. */
const LOCK_CLASS = 1_746_101;

/** A backup holds the tables that it copies for as long as it takes. The log is not held for that. */
const SWAP_WAITS_MS = 200;
const SWAP_RESTS_MS = 1_000;
const LOCK_NOT_AVAILABLE = '55P03';

interface Chunk extends RebuildProgress {
  readonly tookMs: number;
}

/**
 * Replays the log into tables beside the live ones, a chunk in each transaction. When few events are
 * left, the log is locked: these are projected and the tables swapped in one transaction, so that
 * nothing can be appended between the two.
 *
 * All of it is done in the session that holds the lock of the rebuild: where that is lost, nothing
 * more is written to tables that may be another process's by then.
 */
export async function* rebuildProjection(
  log: EventLog,
  projection: InlineProjection,
): AsyncGenerator<RebuildProgress, void> {
  const { tables } = projection;
  const session = await lockRebuild(log.connection, projection.name);
  let swapped = false;
  try {
    await transactOn(session, (tx) => createBeside(tx, tables));
    let chunk = await projectChunk(log, session, projection, 0);
    while (isBehind(chunk)) {
      yield { position: chunk.position, lastPosition: chunk.lastPosition };
      // Half of the database's time is left to everybody else.
      await sleep(chunk.tookMs);
      chunk = await projectChunk(log, session, projection, chunk.position);
    }
    await transactOn(session, async (tx) => tx.send(analyzeBeside(tables)));
    let ended = await swapAtTheEnd(log, session, projection, chunk.position);
    while (!ended) {
      chunk = await projectChunk(log, session, projection, chunk.position);
      ended = await swapAtTheEnd(log, session, projection, chunk.position);
    }
    swapped = true;
    yield ended;
  } finally {
    // A session that is lost leaves them to the next rebuild.
    if (!swapped) await transactOn(session, (tx) => dropBeside(tx, tables)).catch(() => {});
    await unlockRebuild(session, projection.name);
  }
}

function isBehind({ position, lastPosition }: RebuildProgress): boolean {
  return position < lastPosition;
}

/** @throws ProjectionBusyError where another rebuild of it is under way, be it in another process */
async function lockRebuild({ pool }: PostgresConnection, name: string): Promise<PoolClient> {
  const session = await pool.connect();
  try {
    const { rows } = await session.query<{ acquired: boolean }>(
      'SELECT pg_try_advisory_lock($1, hashtext($2)) AS acquired',
      [LOCK_CLASS, name],
    );
    if (!rows[0]!.acquired) throw new ProjectionBusyError(name);
    return session;
  } catch (error) {
    session.release(true);
    throw error;
  }
}

async function unlockRebuild(session: PoolClient, name: string): Promise<void> {
  const unlocked = session.query('SELECT pg_advisory_unlock($1, hashtext($2))', [LOCK_CLASS, name]);
  // Where it cannot be told, the end of the session frees the lock.
  session.release(
    await unlocked.then(
      () => false,
      () => true,
    ),
  );
}

async function projectChunk(
  log: EventLog,
  session: PoolClient,
  projection: InlineProjection,
  from: number,
): Promise<Chunk> {
  const startedMs = performance.now();
  const [events, lastPosition] = await Promise.all([
    readEventsAfter(log, from, EVENTS_PER_CHUNK),
    readLastPosition(log.connection),
  ]);
  await projecting(projection, (failed) =>
    transactOn(session, async (tx) => projectBeside(tx, projection, events, failed)),
  );
  return {
    position: events.at(-1)?.position ?? from,
    lastPosition,
    tookMs: performance.now() - startedMs,
  };
}

/**
 * @returns undefined where the log cannot be held for it now: too many events are behind the position, or
 * somebody does not let go of the live tables
 */
async function swapAtTheEnd(
  log: EventLog,
  session: PoolClient,
  projection: InlineProjection,
  from: number,
): Promise<RebuildProgress | undefined> {
  const swapping = projecting(projection, (failed) =>
    transactOn(session, async (tx) => {
      const { position } = await lockHead(tx);
      if (position - from > EVENTS_PER_CHUNK) return undefined;
      const reader = { connection: tx, upcasters: log.upcasters };
      const events = await readEventsAfter(reader, from, EVENTS_PER_CHUNK);
      projectBeside(tx, projection, events, failed);
      tx.send([{ sql: `SET LOCAL lock_timeout = ${SWAP_WAITS_MS}`, params: [] }]);
      await swap(tx, projection.tables);
      return { position, lastPosition: position };
    }),
  );
  try {
    return await swapping;
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== LOCK_NOT_AVAILABLE) throw error;
    await sleep(SWAP_RESTS_MS);
    return undefined;
  }
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
      if (!isUnreachable(error)) failure ??= new ProjectionFailedError(name, event, error as Error);
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
