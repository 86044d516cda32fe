/** What whoever asked for a rebuild can mend; the message alone says how. */
export class RebuildError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RebuildError';
  }
}
