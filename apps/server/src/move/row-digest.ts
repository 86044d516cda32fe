import { createHash } from 'node:crypto';

export type Row = Readonly<Record<string, unknown>>;

/**
 * How many rows there are and what is in them, whatever their order: the hashes of the rows, each of
 * which is there once, by exclusive or.
 */
export class RowDigest {
  private readonly hash = Buffer.alloc(32);
  count = 0;

  constructor(private readonly columns: readonly string[]) {}

  add(row: Row): void {
    const text = JSON.stringify(this.columns.map((column) => row[column]));
    const hash = createHash('sha256').update(text).digest();
    for (let index = 0; index < hash.length; index++) this.hash[index]! ^= hash[index]!;
    this.count += 1;
  }

  equals(other: RowDigest): boolean {
    return this.count === other.count && this.hash.equals(other.hash);
  }
}
