import { describeAttemptRecords } from '../testing/attempt-records-conformance';
import { openSqliteDeliveryQueue } from '../testing/sqlite-harness';
import { OLDEST_ATTEMPTS } from './sqlite-attempt-records';

describeAttemptRecords('SQLite', openSqliteDeliveryQueue);

it('SQLite finds the oldest attempts by their ids, without an index of their times', async () => {
  const harness = await openSqliteDeliveryQueue();
  try {
    const steps = harness.connection.all<{ detail: string }>(
      `EXPLAIN QUERY PLAN ${OLDEST_ATTEMPTS}`,
      0,
      500,
    );

    expect(steps.map(({ detail }) => detail)).toEqual([
      'SEARCH attempts USING INTEGER PRIMARY KEY (rowid>?)',
    ]);
  } finally {
    await harness.close();
  }
});
