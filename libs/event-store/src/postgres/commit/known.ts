import type { Queries } from '../postgres-connection';

/** Thrown where a decision needs what was not read yet. It is decided again once that is known. */
export const NOT_KNOWN = new Error('Not known yet');

/** How facts of one kind are told apart, read and compared. */
export interface FactSource<Asked, Value> {
  keyOf(asked: Asked): string;
  /** @returns in the order asked for; where what was known still holds, that */
  read(
    queries: Queries,
    asked: readonly Asked[],
    known: readonly (Value | undefined)[],
  ): Promise<(Value | undefined)[]>;
  /** From memory, which another process may have outdated. */
  recall?(asked: Asked): Value | undefined;
  isSame(one: Value | undefined, other: Value | undefined): boolean;
}

interface Fact<Asked, Value> {
  readonly asked: Asked;
  readonly value: Value | undefined;
  /** Whether it was read for this batch, rather than recalled or assumed. */
  readonly wasRead: boolean;
}

/** What a batch of decisions knows of one kind of facts, and what it has yet to read. */
export class Known<Asked, Value> {
  private readonly facts = new Map<string, Fact<Asked, Value>>();
  private readonly missing = new Map<string, Asked>();

  constructor(private readonly source: FactSource<Asked, Value>) {}

  /**
   * @returns undefined where the database has none
   * @throws NOT_KNOWN, and takes note of it
   */
  get(asked: Asked): Value | undefined {
    const key = this.source.keyOf(asked);
    const fact = this.facts.get(key);
    if (fact) return fact.value;
    const recalled = this.source.recall?.(asked);
    if (recalled !== undefined) {
      this.facts.set(key, { asked, value: recalled, wasRead: false });
      return recalled;
    }
    this.missing.set(key, asked);
    throw NOT_KNOWN;
  }

  /** Takes it that the database has none, where nothing else is known. */
  assumeNone(asked: Asked): void {
    const key = this.source.keyOf(asked);
    if (!this.facts.has(key)) this.facts.set(key, { asked, value: undefined, wasRead: false });
  }

  get hasMissing(): boolean {
    return this.missing.size > 0;
  }

  get hasUnread(): boolean {
    return [...this.facts.values()].some(({ wasRead }) => !wasRead);
  }

  async readMissing(queries: Queries): Promise<void> {
    const missing = [...this.missing];
    this.missing.clear();
    await this.read(queries, missing);
  }

  /** Reads again all that it knows. @returns whether any of it is not so any more */
  async refresh(queries: Queries): Promise<boolean> {
    return this.read(
      queries,
      [...this.facts].map(([key, { asked }]) => [key, asked]),
    );
  }

  private async read(queries: Queries, wanted: readonly [string, Asked][]): Promise<boolean> {
    if (wanted.length === 0) return false;
    const before = wanted.map(([key]) => this.facts.get(key)?.value);
    const values = await this.source.read(
      queries,
      wanted.map(([, asked]) => asked),
      before,
    );
    wanted.forEach(([key, asked], index) =>
      this.facts.set(key, { asked, value: values[index], wasRead: true }),
    );
    return values.some((value, index) => !this.source.isSame(before[index], value));
  }
}
