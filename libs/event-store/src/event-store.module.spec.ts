import { EVENT_STORE_MIGRATIONS } from './migrations';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Test } from '@nestjs/testing';
import { TypeOrmModule } from '@nestjs/typeorm';
import { EventStore } from './event-store';
import { EventStoreModule } from './event-store.module';
import { added, readLog } from './testing/conformance/fixtures';

describe('EventStoreModule', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'event-store-module-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  const start = async () => {
    const module = await Test.createTestingModule({
      imports: [
        TypeOrmModule.forRoot({
          type: 'better-sqlite3',
          database: join(directory, 'test.db'),
          migrations: [...EVENT_STORE_MIGRATIONS.sqlite],
          migrationsRun: true,
        }),
        EventStoreModule.forRoot({ kind: 'sqlite' }),
      ],
    }).compile();
    return module.init();
  };

  it('keeps the log in the database of the data source, over a restart', async () => {
    const first = await start();
    await first.get(EventStore).append('sum-1', [added(1, 'id-1')], 'any');
    await first.close();

    const second = await start();
    expect(await readLog(second.get(EventStore))).toMatchObject([{ id: 'id-1' }]);
    await second.close();
  });

  it('commits what waits when the application shuts down, and nothing after', async () => {
    const module = await start();
    const store = module.get(EventStore);
    const waiting = store.append('sum-1', [added(1)], 'any');

    await module.close();

    expect(await waiting).toHaveLength(1);
    await expect(store.append('sum-1', [added(1)], 'any')).rejects.toThrow(
      'The database is closed',
    );
  });
});
