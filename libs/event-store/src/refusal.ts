export type RefusalReason = 'invalid' | 'not-found' | 'conflict';

/** A command that the rules do not allow. The message is for the person who sent it. */
export class Refusal extends Error {
  constructor(
    readonly reason: RefusalReason,
    message: string,
    /** The names of the fields at fault. */
    readonly attributes: readonly string[] = [],
  ) {
    super(message);
    this.name = 'Refusal';
  }

  static invalid(attribute: string, message: string): Refusal {
    return new Refusal('invalid', message, [attribute]);
  }

  static notFound(): Refusal {
    return new Refusal('not-found', 'Resource could not be found');
  }
}
