import { Refusal, UniqueViolationError } from '@app/event-store';

/** Says in words for a person what the read model's UNIQUE (account, URL) refused. */
export function refuseTakenUrl(error: unknown): never {
  if (error instanceof UniqueViolationError) {
    throw Refusal.invalid('url', 'Url has already been taken');
  }
  throw error;
}
