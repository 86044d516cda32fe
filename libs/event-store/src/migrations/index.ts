import type { Migrations } from './migrations';
import { CreateEventLog1765000000000 } from './postgres/1765000000000-create-event-log';
import { CreateEventLog1764000000000 } from './sqlite/1764000000000-create-event-log';
import { CreateIdempotencyKeys1764000010000 } from './sqlite/1764000010000-create-idempotency-keys';
import { IndexEventsByAccount1764000014000 } from './sqlite/1764000014000-index-events-by-account';
import { GiveEventsTheirAccount1764000016000 } from './sqlite/1764000016000-give-events-their-account';

export const EVENT_STORE_MIGRATIONS: Migrations = {
  sqlite: [
    CreateEventLog1764000000000,
    CreateIdempotencyKeys1764000010000,
    IndexEventsByAccount1764000014000,
    GiveEventsTheirAccount1764000016000,
  ],
  postgres: [CreateEventLog1765000000000],
};
