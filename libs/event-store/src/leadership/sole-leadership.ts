import { type Candidate, Leadership } from './leadership';

/** There is no other process. */
export class SoleLeadership extends Leadership {
  readonly leads = true;

  join(candidate: Candidate): () => Promise<void> {
    candidate.lead();
    return async () => {};
  }
}
