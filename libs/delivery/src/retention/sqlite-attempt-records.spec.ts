import { describeAttemptRecords } from '../testing/attempt-records-conformance';
import { openSqliteDeliveryQueue } from '../testing/sqlite-harness';
import { PURGE_ATTEMPTS } from './sqlite-attempt-records';

describeAttemptRecords('SQLite', openSqliteDeliveryQueue);

it('SQLite finds the attempts to be purged in the order of their ids, without an index of their own', async () => {
  const harness = await openSqliteDeliveryQueue();
  try {
    const steps = harness.connection.all<{ detail: string }>(
      `EXPLAIN QUERY PLAN ${PURGE_ATTEMPTS}`,
      0,
      500,
      0,
    );

    const details = steps.map(({ detail }) => detail);
    expect(details).toContain('SEARCH attempts USING INTEGER PRIMARY KEY (rowid=?)');
    expect(details.filter((step) => step.includes('TEMP B-TREE FOR ORDER'))).toEqual([]);
  } finally {
    await harness.close();
  }
});
