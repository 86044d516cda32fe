import type { LiveProjection } from '../projection';
import type { Upcasters } from '../upcaster';
import type { RecentEvents } from './recent-events';
import type { SqliteConnection } from './sqlite-connection';

/** The log's table with what is done to an event on its way in and out. */
export interface EventLog {
  readonly connection: SqliteConnection;
  readonly projections: LiveProjection[];
  readonly upcasters: Upcasters;
  readonly recent: RecentEvents;
}
