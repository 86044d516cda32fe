import { Refusal, UniqueViolationError } from '@app/event-store';

/** Says in words for a person what the read model's UNIQUE (account, name) refused. */
export function refuseTakenName(error: unknown): never {
  if (error instanceof UniqueViolationError) {
    throw Refusal.invalid('name', 'Name has already been taken');
  }
  throw error;
}
