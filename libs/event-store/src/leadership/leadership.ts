/** Does what one process does for all. */
export interface Candidate {
  /** This process leads from now on: nothing that memory holds of before counts. */
  lead(): void;
  /** Another one may lead already: to be stopped at once. */
  standBy(): void;
}

/**
 * Of all processes on the database that want to, one leads: it reads the log for everybody. When it
 * ends, freezes or is cut off, another one leads within seconds. For a moment there may be two, so what
 * they write has to be such that the second cannot write it again.
 */
export abstract class Leadership {
  abstract readonly leads: boolean;

  /**
   * Calls `lead` when this process begins to lead, at once where it does.
   * @returns how to leave: once all have, another process may lead
   */
  abstract join(candidate: Candidate): () => Promise<void>;
}
