import { Refusal, UniqueViolationError } from '@app/event-store';

const MESSAGES = [
  ['email', 'Email has already been taken'],
  ['phone_number', 'Phone number has already been taken'],
  ['identifier', 'Identifier has already been taken'],
  ['source_id', 'Source has already been taken'],
] as const;

/** Says in words for a person which of a contact's UNIQUE constraints refused. */
export function refuseTaken(error: unknown): never {
  if (error instanceof UniqueViolationError) {
    const taken = MESSAGES.find(([column]) => error.columns.includes(column));
    if (taken) throw Refusal.invalid(taken[0], taken[1]);
  }
  throw error;
}
