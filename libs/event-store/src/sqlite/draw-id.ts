import type { SqliteConnection } from './sqlite-connection';

/** The next number of a sequence: 1, 2, 3 … without holes. To be called inside a write. */
export function drawId(connection: SqliteConnection, sequence: string): number {
  return connection.get<{ value: number }>(
    `INSERT INTO sequences (name, value) VALUES (?, 1)
     ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value`,
    sequence,
  )!.value;
}

/** Takes back the last numbers of a sequence, drawn in the same write and given to nothing. */
export function returnIds(connection: SqliteConnection, sequence: string, count: number): void {
  connection.run('UPDATE sequences SET value = value - ? WHERE name = ?', count, sequence);
}
