import type { Clock } from '../clock';
import type { LiveProjection } from '../projection';
import type { Upcasters } from '../upcaster';
import type { PostgresConnection } from './postgres-connection';

/** The log's table with what is done to an event on its way in and out. */
export interface EventLog {
  readonly connection: PostgresConnection;
  readonly clock: Clock;
  readonly projections: LiveProjection[];
  readonly upcasters: Upcasters;
}
