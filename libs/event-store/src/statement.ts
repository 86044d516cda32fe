export type SqlValue = string | number | null;

/** One SQL statement in the dialect both databases share, with `?` for each parameter. */
export interface Statement {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}
