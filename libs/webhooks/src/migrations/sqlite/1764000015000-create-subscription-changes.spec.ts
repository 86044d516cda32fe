import type { DomainEvent } from '@app/event-store';
import { openSqliteEventStore, type SqliteEventStoreHarness } from '@app/event-store/testing';
import { WEBHOOK_PROJECTIONS } from '../../read-model/projections';
import {
  eventMetadata,
  inboxCreated,
  webhookCreated,
  webhookDeleted,
} from '../../testing/webhook-events';
import { WEBHOOK_MIGRATIONS } from '..';
import { CreateSubscriptionChanges1764000015000 } from './1764000015000-create-subscription-changes';

describe('where subscriptions changed, in a database of before that was kept track of', () => {
  let harness: SqliteEventStoreHarness;

  beforeEach(async () => {
    harness = await openSqliteEventStore({ migrations: [WEBHOOK_MIGRATIONS] });
    for (const projection of WEBHOOK_PROJECTIONS) harness.store.addProjection(projection);
  });
  afterEach(() => harness.close());

  const append = (event: DomainEvent) =>
    harness.store.append('stream-1', [{ ...event, metadata: eventMetadata }], 'any');

  it('is as if it had been kept track of throughout', async () => {
    await append(webhookCreated({ id: 1 }));
    await append({ type: 'ContactDeleted', data: {} });
    await append(inboxCreated({ id: 1 }));
    await append(webhookDeleted(1));
    const before = await harness.sql('SELECT * FROM subscription_changes');
    expect(before).toHaveLength(3);

    const migration = new CreateSubscriptionChanges1764000015000();
    const queryRunner = harness.dataSource.createQueryRunner();
    await migration.down(queryRunner);
    await migration.up(queryRunner);
    await queryRunner.release();
    expect(await harness.sql('SELECT * FROM subscription_changes')).toEqual(before);
  });
});
