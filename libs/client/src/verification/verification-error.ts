export type FailedCheck =
  'missing-header' | 'malformed-timestamp' | 'too-old' | 'too-new' | 'no-matching-signature';

/** What arrived is not, or not provably, from the holder of the secret: answer 4xx and do nothing. */
export class WebhookVerificationError extends Error {
  constructor(
    readonly failedCheck: FailedCheck,
    message: string,
  ) {
    super(message);
    this.name = 'WebhookVerificationError';
  }
}
