import { waitUntil } from '@app/harness';
import { queryNumber } from './query-number';

const RECORDED_ONCE_EACH =
  "SELECT count(*) FROM deliveries JOIN attempts ON delivery_id = deliveries.id WHERE status = 'delivered'";

/** A POST that is not on record would be made again: it counts once its attempt is written. */
export async function untilRecorded(databasePath: string, deliveries: number): Promise<void> {
  await waitUntil(
    `${deliveries} deliveries to be recorded with one attempt each`,
    () => queryNumber(databasePath, RECORDED_ONCE_EACH) === deliveries,
  );
}
