import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_IN_FLIGHT } from '@app/delivery';
import { Receiver, waitUntil } from '@app/harness';
import { SecretBox } from '@app/secrets';
import type { Measurement, Row, RowContext } from '../row';
import { alternate } from '../support/alternate';
import { BenchPostgres } from '../support/bench-postgres';
import { together } from '../support/bench-process';
import { recordPosts } from '../support/recorded-posts';
import { startServer } from '../support/server';
import { measureDrain, startSink } from '../support/sink';
import { storeEvents } from '../support/stored-events';

const BARE_POST_LOOP = join(__dirname, '../processes/bare-post-loop.js');
/** Enough for each worker to own the lanes of some. */
const WEBHOOKS = 16;

const RECORDED_ONCE_EACH =
  "SELECT count(*) FROM deliveries JOIN attempts ON delivery_id = deliveries.id WHERE status = 'delivered'";

/** What is stored goes out through so many workers. The CPU of PostgreSQL itself is not counted. */
const postgresDrain = (workers: number): Row => ({
  name: `postgres-drain-${workers}`,
  description: `stored events to ${WEBHOOKS} webhooks by ${workers === 1 ? 'one worker' : `${workers} workers`} on PostgreSQL, against a loop that only POSTs the same signed bodies`,
  onlyWhenNamed: workers > 1,
  async measure(context: RowContext) {
    const { workspace, quick, progress } = context;
    const deliveries = quick ? 8_000 : 32_000;
    const postgres = await BenchPostgres.start();
    try {
      const { stored, secretsKey, recording, port } = await prepare(context, postgres, deliveries);
      const sink = await startSink(workspace, port);
      const ours = async (): Promise<Measurement> => {
        const database = await postgres.createDatabase(stored);
        const start = () =>
          together(
            Array.from({ length: workers }, () =>
              startServer(workspace, { database, role: 'delivery', secretsKey }),
            ),
          );
        const measured = await measureDrain(sink, deliveries, start, () =>
          untilRecorded(postgres, database, deliveries),
        );
        await postgres.dropDatabase(database);
        return measured;
      };
      const bare = (): Promise<Measurement> =>
        measureDrain(sink, deliveries, () =>
          workspace.start('The bare loop', BARE_POST_LOOP, {
            args: [`http://127.0.0.1:${port}/0`, recording, String(MAX_IN_FLIGHT)],
          }),
        );
      return await alternate(
        quick ? 1 : 5,
        ours,
        bare,
        progress,
        workers === 1 ? { ratioAtLeast: 0.35 } : undefined,
      );
    } finally {
      await workspace.clear();
      await postgres.stop();
    }
  },
});

export const postgresDrains: readonly Row[] = [1, 2, 4].map(postgresDrain);

async function prepare(
  { workspace, progress }: RowContext,
  postgres: BenchPostgres,
  deliveries: number,
) {
  const secretsKey = SecretBox.makeKey();
  const receiver = await new Receiver().start();
  const webhookUrls = Array.from({ length: WEBHOOKS }, (_, n) => `${receiver.url}/${n}`);
  const events = deliveries / WEBHOOKS;
  progress(`storing ${events} events`);
  const stored = await postgres.createDatabase();
  await storeEvents({
    database: { kind: 'postgres', url: stored },
    secretsKey,
    webhookUrls,
    events,
  });
  progress('recording what a worker POSTs');
  const recorded = await postgres.createDatabase(stored);
  const posts = await recordPosts(receiver, deliveries, () =>
    startServer(workspace, { database: recorded, role: 'delivery', secretsKey }),
  );
  const recording = join(workspace.folder(), 'posts.json');
  writeFileSync(recording, JSON.stringify(posts));
  await receiver.stop();
  await postgres.dropDatabase(recorded);
  return { stored, secretsKey, recording, port: Number(new URL(receiver.url).port) };
}

async function untilRecorded(
  postgres: BenchPostgres,
  database: string,
  deliveries: number,
): Promise<void> {
  await waitUntil(
    `${deliveries} deliveries to be recorded with one attempt each`,
    async () => (await postgres.queryNumber(database, RECORDED_ONCE_EACH)) === deliveries,
  );
}
