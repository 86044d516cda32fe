import type { LiveProjection } from '../projection';
import type { Upcasters } from '../upcaster';
import type { RecentEvents } from './recent-events';
import type { Sequences } from './sequences';
import type { SqliteConnection } from './sqlite-connection';

/** The log's table, what is done to an event on its way in and out, and where its numbers come from. */
export interface EventLog {
  readonly connection: SqliteConnection;
  readonly projections: LiveProjection[];
  readonly upcasters: Upcasters;
  readonly recent: RecentEvents;
  readonly sequences: Sequences;
}
