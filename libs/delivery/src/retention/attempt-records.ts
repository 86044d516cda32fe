/** The attempts on record. What writes them is the delivery queue, what reads them are the queries. */
export abstract class AttemptRecords {
  /**
   * Looks at some of the oldest, and deletes those that began before.
   * @param beforeMs unix milliseconds
   * @param limit how many it looks at
   * @param afterId it looks behind this one; 0 for all
   * @returns the last id it looked at, to go on behind; null where it found nothing to delete
   */
  abstract purge(beforeMs: number, limit: number, afterId: number): Promise<number | null>;
}
