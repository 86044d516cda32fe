import type { Pool } from 'pg';
import { openPool } from '../postgres/pool';
import { createPostgresDatabase, type PostgresTestDatabase } from '../testing/postgres-database';
import { waitUntil } from '../testing/wait-until';
import { PostgresSignals } from './postgres-signals';
import { Channel } from './signals';

const DUE = new Channel<{ readonly webhookId: number }>('due');
const APPENDED = new Channel<never>('appended');

/** What it hears on a channel from now on; `look` where it is to look for itself. */
const heardBy = async <Item>(
  signals: PostgresSignals,
  channel: Channel<Item>,
): Promise<(Item | 'look')[]> => {
  await signals.connect();
  const heard: (Item | 'look')[] = [];
  signals.listen(channel, (items = ['look' as never]) => heard.push(...items));
  return heard;
};

describe('Signals between processes on PostgreSQL', () => {
  let database: PostgresTestDatabase;
  const closing: (() => Promise<void>)[] = [];
  let [one, other]: PostgresSignals[] = [];
  let pool: Pool;

  const givenProcess = (): PostgresSignals => {
    const own = openPool(database.url, 1);
    const signals = new PostgresSignals(own);
    closing.push(async () => {
      await signals.onApplicationShutdown();
      await own.end();
    });
    return signals;
  };
  const cutConnections = () =>
    pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'hoory signals'`,
    );

  beforeEach(async () => {
    database = await createPostgresDatabase([]);
    pool = openPool(database.url, 1);
    closing.push(() => pool.end());
    [one, other] = [givenProcess(), givenProcess()];
  });
  afterEach(async () => {
    await Promise.all(closing.splice(0).map((close) => close()));
    await database.drop();
  });

  it('are heard by others, and in the own process at once and only once', async () => {
    const [own, others] = [await heardBy(one!, DUE), await heardBy(other!, DUE)];
    one!.tell(DUE, [{ webhookId: 1 }, { webhookId: 2 }]);

    expect(own).toEqual([{ webhookId: 1 }, { webhookId: 2 }]);
    await waitUntil('the others to hear', () => others.length === 2);
    expect(others).toEqual([{ webhookId: 1 }, { webhookId: 2 }]);
    other!.tell(DUE, [{ webhookId: 3 }]);
    await waitUntil('the answer', () => own.length === 3);
    expect(own).toEqual([{ webhookId: 1 }, { webhookId: 2 }, { webhookId: 3 }]);
  });

  it('are told together where they come together, the same ones once', async () => {
    const others = await heardBy(other!, DUE);
    for (let n = 0; n < 500; n++) one!.tell(DUE, [{ webhookId: n % 10 }]);
    one!.tell(DUE, [{ webhookId: 10 }]);
    await waitUntil('the last', () =>
      others.some((item) => item !== 'look' && item.webhookId === 10),
    );

    expect(others).toEqual(Array.from({ length: 11 }, (_, webhookId) => ({ webhookId })));
  });

  it('keep to their channel', async () => {
    const [due, appended] = [await heardBy(other!, DUE), await heardBy(other!, APPENDED)];
    one!.tell(APPENDED);
    await waitUntil('the append', () => appended.length === 1);

    expect(appended).toEqual(['look']);
    expect(due).toEqual([]);
  });

  it('have everybody look who was deaf for a while, and are heard again', async () => {
    const others = await heardBy(other!, DUE);
    await cutConnections();
    await waitUntil('the call to look', () => others.includes('look'));
    one!.tell(DUE, [{ webhookId: 1 }]);
    // What is told on the connection that was cut is lost.
    await waitUntil('the next hint', () => {
      one!.tell(DUE, [{ webhookId: 1 }]);
      return others.some((item) => item !== 'look');
    });

    expect(others.filter((item) => item !== 'look')).toContainEqual({ webhookId: 1 });
  });

  it('are all told before the process ends', async () => {
    const others = await heardBy(other!, DUE);
    one!.tell(DUE, [{ webhookId: 1 }]);
    await one!.onApplicationShutdown();

    await waitUntil('the hint', () => others.length === 1);
    expect(others).toEqual([{ webhookId: 1 }]);
  });
});
