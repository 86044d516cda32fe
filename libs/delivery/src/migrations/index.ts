import type { Migrations } from '@app/event-store';
import { CreateDeliveries1765000004000 } from './postgres/1765000004000-create-deliveries';
import { CreateLaneShards1765000005000 } from './postgres/1765000005000-create-lane-shards';
import { CreateAttemptCounts1765000006000 } from './postgres/1765000006000-create-attempt-counts';
import { CreateDeliveries1764000004000 } from './sqlite/1764000004000-create-deliveries';
import { ExtendDeliveries1764000013000 } from './sqlite/1764000013000-extend-deliveries';
import { CreateAttemptCounts1764000017000 } from './sqlite/1764000017000-create-attempt-counts';

export const DELIVERY_MIGRATIONS: Migrations = {
  sqlite: [
    CreateDeliveries1764000004000,
    ExtendDeliveries1764000013000,
    CreateAttemptCounts1764000017000,
  ],
  postgres: [
    CreateDeliveries1765000004000,
    CreateLaneShards1765000005000,
    CreateAttemptCounts1765000006000,
  ],
};
