import { waitUntil } from '@app/harness';
import { claimNew, DELIVERED, outcome } from '../testing/conformance/fixtures';
import {
  openPostgresDeliveryQueue,
  type PostgresDeliveryQueueHarness,
} from '../testing/postgres-harness';
import { OutcomeRecorder } from './outcome-recorder';

const CUT_WHO_WAITS = `
  SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND wait_event_type = 'Lock'`;

describe('OutcomeRecorder, whose database goes away', () => {
  let harness: PostgresDeliveryQueueHarness;
  beforeEach(async () => {
    harness = await openPostgresDeliveryQueue();
  });
  afterEach(() => harness.close());

  it('writes what it had in hand once the database is there again', async () => {
    const written = jest.fn();
    const recorder = new OutcomeRecorder(harness.queue, written);
    const claimed = await claimNew(harness, 3);

    await harness.connection.transaction(async (tx) => {
      await tx.run('LOCK TABLE deliveries IN ACCESS EXCLUSIVE MODE');
      for (const delivery of claimed) recorder.record(outcome(delivery, DELIVERED));
      recorder.write();
      await waitUntil('the outcomes to be cut off', async () => {
        const cut = await harness.sql(CUT_WHO_WAITS);
        return cut.length > 0;
      });
    });
    await recorder.flush();

    expect(written).toHaveBeenCalledTimes(1);
    const delivered = await harness.sql(`SELECT 1 FROM deliveries WHERE status = 'delivered'`);
    expect(delivered).toHaveLength(3);
  });
});
