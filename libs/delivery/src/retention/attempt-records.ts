/** The attempts on record. What writes them is the delivery queue, what reads them are the queries. */
export abstract class AttemptRecords {
  /**
   * Looks at the oldest, and deletes those that began before.
   * @param beforeMs unix milliseconds
   * @param limit how many it looks at
   * @param afterId it looks behind this one; 0 for all. Deleted rows are not to be passed over again
   * @returns the id it came to; null where those that follow are to be kept
   */
  abstract purge(beforeMs: number, limit: number, afterId: number): Promise<number | null>;
}
