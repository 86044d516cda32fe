import type { SqliteConnection } from './sqlite-connection';

const SELECT = 'SELECT value FROM sequences WHERE name = ?';

const UPSERT = `
  INSERT INTO sequences (name, value) VALUES (?, ?)
  ON CONFLICT (name) DO UPDATE SET value = excluded.value`;

/** More than are drawn from at a time; those of all accounts and conversations would be any number. */
const MOST_KNOWN = 1_000;

/**
 * Sequences of numbers: 1, 2, 3 … without holes. What was drawn last is in memory, and in the table once
 * a commit, however many commands drew in it. To be used inside a write.
 */
export class Sequences {
  private readonly last = new Map<string, number>();
  private readonly dirty = new Set<string>();

  constructor(private readonly connection: SqliteConnection) {}

  /** The next number. */
  draw(name: string): number {
    const drawn = (this.last.get(name) ?? this.read(name)) + 1;
    this.last.set(name, drawn);
    this.dirty.add(name);
    return drawn;
  }

  /** Takes back the last numbers drawn, which were given to nothing. */
  giveBack(name: string, count: number): void {
    this.last.set(name, this.last.get(name)! - count);
  }

  write(): void {
    for (const name of this.dirty) this.connection.run(UPSERT, name, this.last.get(name)!);
    this.dirty.clear();
    if (this.last.size > MOST_KNOWN) this.last.clear();
  }

  drop(): void {
    this.dirty.clear();
    this.last.clear();
  }

  private read(name: string): number {
    return this.connection.get<{ value: number }>(SELECT, name)?.value ?? 0;
  }
}
