export type RefusalReason = 'invalid' | 'not-found' | 'conflict' | 'unauthorized';

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

const LONGEST_QUOTE = 60;

/** What was received, for the message of a refusal: short enough to be read and to be sent back. */
export function quoteReceived(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string' && value.length > LONGEST_QUOTE) {
    return `a string of ${value.length} characters`;
  }
  const json = JSON.stringify(value);
  return json.length > LONGEST_QUOTE ? `${json.slice(0, LONGEST_QUOTE)}…` : json;
}
