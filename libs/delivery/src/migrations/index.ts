import type { Migrations } from '@app/event-store';
import { CreateDeliveries1765000004000 } from './postgres/1765000004000-create-deliveries';
import { CreateLaneShards1765000005000 } from './postgres/1765000005000-create-lane-shards';
import { CreateAttemptCounts1765000006000 } from './postgres/1765000006000-create-attempt-counts';
import { IndexClaimedDeliveries1765000008000 } from './postgres/1765000008000-index-claimed-deliveries';
import { VacuumAttempts1765000009000 } from './postgres/1765000009000-vacuum-attempts';
import { CreateDeliveries1764000004000 } from './sqlite/1764000004000-create-deliveries';
import { ExtendDeliveries1764000013000 } from './sqlite/1764000013000-extend-deliveries';
import { CreateAttemptCounts1764000017000 } from './sqlite/1764000017000-create-attempt-counts';
import { IndexClaimedDeliveries1764000019000 } from './sqlite/1764000019000-index-claimed-deliveries';

export const DELIVERY_MIGRATIONS: Migrations = {
  sqlite: [
    CreateDeliveries1764000004000,
    ExtendDeliveries1764000013000,
    CreateAttemptCounts1764000017000,
    IndexClaimedDeliveries1764000019000,
  ],
  postgres: [
    CreateDeliveries1765000004000,
    CreateLaneShards1765000005000,
    CreateAttemptCounts1765000006000,
    IndexClaimedDeliveries1765000008000,
    VacuumAttempts1765000009000,
  ],
};
