import type { Database } from '@app/event-store';
import type { EventStoreHarness } from '@app/event-store/testing';
import type { AttemptCountHarness } from './attempt-count-conformance';
import type { AttemptRecordsHarness } from './attempt-records-conformance';
import type { HealthTableHarness } from './health-table-conformance';
import type { RecoveryTableHarness } from './recovery-table-conformance';

/** All that the delivery of events keeps, beside the log. */
export interface DeliveryHarness
  extends
    EventStoreHarness,
    RecoveryTableHarness,
    HealthTableHarness,
    AttemptCountHarness,
    AttemptRecordsHarness {
  /** Another one after {@link reopen}. */
  readonly database: Database;
  readonly sql: (text: string) => Promise<Record<string, unknown>[]>;
  readonly reopen: () => Promise<void>;
  readonly close: () => Promise<void>;
}
