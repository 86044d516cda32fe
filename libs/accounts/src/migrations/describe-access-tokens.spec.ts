import type { EventMetadata } from '@app/event-store';
import { DRIVERS, type Driver, type DriverHarness } from '@app/event-store/testing';
import type { MigrationInterface } from 'typeorm';
import type { AccessTokenEvent } from '../domain/access-token';
import { accountsProjection } from '../read-model/accounts.projection';
import { openAccountsDatabase } from '../testing/open-accounts';
import { DescribeAccessTokens1765000007000 } from './postgres/1765000007000-describe-access-tokens';
import { DescribeAccessTokens1764000018000 } from './sqlite/1764000018000-describe-access-tokens';

const metadataAt = (occurredAt: string): EventMetadata => ({
  accountId: null,
  actor: null,
  correlationId: 'request-1',
  causationId: null,
  occurredAt,
});

const migrationOf = ({ name }: Driver): MigrationInterface =>
  name === 'SQLite'
    ? new DescribeAccessTokens1764000018000()
    : new DescribeAccessTokens1765000007000();

describe.each(DRIVERS)('access tokens of before they were described, on $name', (driver) => {
  let harness: DriverHarness;

  beforeEach(async () => {
    harness = await openAccountsDatabase(driver);
    harness.store.addProjection(accountsProjection);
  });
  afterEach(() => harness.close());

  const issue = async (tokenHash: string, occurredAt: string): Promise<void> => {
    const event: AccessTokenEvent = { type: 'AccessTokenIssued', data: { userId: 1, tokenHash } };
    const metadata = metadataAt(occurredAt);
    await harness.store.append(`access_token-${tokenHash}`, [{ ...event, metadata }], 'any');
  };
  const rows = () => harness.sql('SELECT * FROM access_tokens ORDER BY id');

  it('get what the log knows of them', async () => {
    await issue('one', '2026-01-01T00:00:00.000Z');
    await issue('other', '2026-02-03T04:05:06.789Z');
    const before = await rows();
    expect(before).toHaveLength(2);

    const migration = migrationOf(driver);
    const queryRunner = harness.dataSource.createQueryRunner();
    await migration.down(queryRunner);
    expect(await harness.sql('SELECT * FROM access_tokens ORDER BY token_hash')).toEqual([
      { token_hash: 'one', user_id: 1 },
      { token_hash: 'other', user_id: 1 },
    ]);
    await migration.up(queryRunner);
    await queryRunner.release();

    expect(await rows()).toEqual(before);
    await issue('third', '2026-03-01T00:00:00.000Z');
    for await (const progress of harness.store.rebuildProjection('accounts')) void progress;
    expect((await rows()).slice(0, 2)).toEqual(before);
    expect(await rows()).toHaveLength(3);
  });
});
