import { CheckpointMovedError } from '../errors';
import { BEGINNING, type Checkpoint } from '../event-store';
import type { SqliteConnection } from './sqlite-connection';

export function loadCheckpoint(connection: SqliteConnection, consumer: string): Checkpoint {
  const row = connection.get<{ checkpoint: Checkpoint }>(
    'SELECT checkpoint FROM checkpoints WHERE consumer = ?',
    consumer,
  );
  return row?.checkpoint ?? BEGINNING;
}

/** @throws CheckpointMovedError where the stored checkpoint is not `from` */
export function moveCheckpoint(
  connection: SqliteConnection,
  consumer: string,
  from: Checkpoint,
  to: Checkpoint,
): void {
  const stored = loadCheckpoint(connection, consumer);
  if (stored !== from) throw new CheckpointMovedError(consumer, from, stored);
  connection.run(
    `INSERT INTO checkpoints (consumer, checkpoint) VALUES (?, ?)
     ON CONFLICT (consumer) DO UPDATE SET checkpoint = excluded.checkpoint`,
    consumer,
    to,
  );
}

/** SQLite's one writer commits in the order of positions, so that a position is a checkpoint. */
export function positionOf(checkpoint: Checkpoint): number {
  return checkpoint === BEGINNING ? 0 : Number(checkpoint);
}
