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
  private readonly known = new Map<string, { last: number; stored: number }>();
  /** Drawn from since the last commit. */
  private readonly drawn = new Set<string>();
  /** The last numbers before the work under way, of what it has drawn from. */
  private readonly before = new Map<string, number>();

  constructor(private readonly connection: SqliteConnection) {}

  /**
   * Does work that draws. Where it throws, its changes of the tables are undone, and memory follows.
   * @throws what `work` throws
   */
  undoing<T>(work: () => T): T {
    this.before.clear();
    try {
      return work();
    } catch (error) {
      for (const [name, last] of this.before) this.known.get(name)!.last = last;
      throw error;
    }
  }

  /** The next number. To be called inside work that is undone where it fails. */
  draw(name: string): number {
    let sequence = this.known.get(name);
    if (!sequence) {
      const stored = this.read(name);
      sequence = { last: stored, stored };
      this.known.set(name, sequence);
    }
    if (!this.before.has(name)) this.before.set(name, sequence.last);
    sequence.last += 1;
    this.drawn.add(name);
    return sequence.last;
  }

  /** Takes back the last numbers drawn, which were given to nothing. */
  giveBack(name: string, count: number): void {
    this.known.get(name)!.last -= count;
  }

  write(): void {
    for (const name of this.drawn) {
      const sequence = this.known.get(name)!;
      // What was only refused leaves no trace.
      if (sequence.last === sequence.stored) continue;
      this.connection.run(UPSERT, name, sequence.last);
      sequence.stored = sequence.last;
    }
    this.drawn.clear();
    if (this.known.size > MOST_KNOWN) this.known.clear();
  }

  drop(): void {
    this.drawn.clear();
    this.known.clear();
  }

  private read(name: string): number {
    return this.connection.get<{ value: number }>(SELECT, name)?.value ?? 0;
  }
}
