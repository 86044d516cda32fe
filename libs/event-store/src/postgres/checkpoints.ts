import { CheckpointMovedError } from '../errors';
import { BEGINNING, type Checkpoint } from '../event-store';
import type { Statement } from '../statement';
import type { PostgresConnection, Queries } from './postgres-connection';

const MOVE = `
  INSERT INTO checkpoints (consumer, checkpoint)
  SELECT ?, ? WHERE ? = '' OR EXISTS (SELECT 1 FROM checkpoints WHERE consumer = ?)
  ON CONFLICT (consumer) DO UPDATE SET checkpoint = excluded.checkpoint
  WHERE checkpoints.checkpoint = ?`;

export async function loadCheckpoint(connection: Queries, consumer: string): Promise<Checkpoint> {
  const row = await connection.get<{ checkpoint: Checkpoint }>(
    'SELECT checkpoint FROM checkpoints WHERE consumer = ?',
    consumer,
  );
  return row?.checkpoint ?? BEGINNING;
}

/**
 * Moves a checkpoint and runs the statements, in one transaction.
 * @throws CheckpointMovedError where the stored checkpoint is not `from`
 */
export async function commitBatch(
  connection: PostgresConnection,
  consumer: string,
  from: Checkpoint,
  to: Checkpoint,
  statements: readonly Statement[],
): Promise<void> {
  await connection.transaction(async (tx) => {
    // A mere move is no loss when it is lost: no disk is waited for.
    if (statements.length === 0) {
      tx.send([{ sql: 'SET LOCAL synchronous_commit = off', params: [] }]);
    }
    const moved = await tx.run(MOVE, consumer, to, from, consumer, from);
    if (moved === 0) {
      throw new CheckpointMovedError(consumer, from, await loadCheckpoint(tx, consumer));
    }
    tx.send(statements);
  });
}
