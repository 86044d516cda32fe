import { join } from 'node:path';
import type { Measurement, Row, RowContext } from '../row';
import { alternate } from '../support/alternate';
import { BenchPostgres } from '../support/bench-postgres';
import { BY_POSITION, BY_TRANSACTION, LogReader } from '../support/log-readers';
import type { Workspace } from '../support/workspace';

const LOG_WRITER = join(__dirname, '../processes/log-writer.js');

/** Of each process. */
const CALLERS = 64;

const STREAMS = 'CREATE TABLE streams (stream text PRIMARY KEY, version bigint NOT NULL)';

const LOCKED = [
  STREAMS,
  'CREATE TABLE events (position bigint PRIMARY KEY, stream text NOT NULL, data text NOT NULL)',
  'CREATE TABLE log_head (position bigint NOT NULL)',
  'INSERT INTO log_head VALUES (0)',
];

const BY_SEQUENCE = [
  STREAMS,
  `CREATE TABLE events (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, stream text NOT NULL, data text NOT NULL,
    tx xid8 NOT NULL DEFAULT pg_current_xact_id())`,
  'CREATE INDEX events_by_transaction ON events (tx, position)',
];

interface Order {
  readonly name: 'locked' | 'sequence';
  readonly tables: readonly string[];
  readonly next: string;
}

const ORDER_OF_COMMITS: Order = { name: 'locked', tables: LOCKED, next: BY_POSITION };
const ORDER_OF_TRANSACTIONS: Order = {
  name: 'sequence',
  tables: BY_SEQUENCE,
  next: BY_TRANSACTION,
};
const ORDER_OF_A_SEQUENCE: Order = { name: 'sequence', tables: BY_SEQUENCE, next: BY_POSITION };

/** The reason of docs/decisions/0022. The CPU of PostgreSQL itself is not counted. */
const logOrder = (writers: number): Row => ({
  name: `log-order-${writers}`,
  description: `durable appends on PostgreSQL by ${writers === 1 ? 'a process' : `${writers} processes`} with ${CALLERS} callers each, in the order of commits by a locked row, against a cursor by transaction ids`,
  onlyWhenNamed: true,
  async measure({ workspace, quick, progress }: RowContext) {
    const appends = quick ? 8_000 : 40_000;
    const postgres = await BenchPostgres.start();
    try {
      const measure = async (order: Order): Promise<Measurement> => {
        const { missed, ...measurement } = await append(postgres, workspace, order, {
          writers,
          appends,
        });
        if (missed > 0) throw new Error(`A reader of ${order.name} has missed ${missed} events`);
        return measurement;
      };
      const { missed } = await append(postgres, workspace, ORDER_OF_A_SEQUENCE, {
        writers,
        appends,
      });
      progress(`a reader by the position of a sequence has missed ${missed} of ${appends} events`);
      return await alternate(
        quick ? 2 : 5,
        () => measure(ORDER_OF_COMMITS),
        () => measure(ORDER_OF_TRANSACTIONS),
        progress,
      );
    } finally {
      await workspace.clear();
      await postgres.stop();
    }
  },
});

export const logOrders: readonly Row[] = [1, 4].map(logOrder);

/** @returns with how many events a reader has not seen that read along */
async function append(
  postgres: BenchPostgres,
  workspace: Workspace,
  { name, tables, next }: Order,
  { writers, appends }: { readonly writers: number; readonly appends: number },
): Promise<Measurement & { readonly missed: number }> {
  const url = await postgres.createDatabase();
  for (const table of tables) await postgres.run(url, table);
  const parties = Array.from({ length: writers }, (_, writer) =>
    workspace.start(`Writer ${writer}`, LOG_WRITER, {
      args: [url, name, String(writer), String(CALLERS), String(appends / writers)],
    }),
  );
  await Promise.all(parties.map((party) => party.receive('ready')));
  const reader = new LogReader(url, next);
  const cpu = async (): Promise<number> => {
    const used = await Promise.all(parties.map((party) => party.cpuMicros()));
    return used.reduce((sum, micros) => sum + micros, 0);
  };
  const cpuBefore = await cpu();
  const startedAtMs = performance.now();
  const loaded = parties.map((party) => party.receive('loaded'));
  for (const party of parties) party.send({ type: 'run' });
  await Promise.all(loaded);
  const elapsedMs = performance.now() - startedAtMs;
  const cpuMicros = (await cpu()) - cpuBefore;
  for (const party of parties) await party.stop();
  const missed = appends - (await reader.stop());
  await postgres.dropDatabase(url);
  return { operations: appends, elapsedMs, cpuMicros, missed };
}
