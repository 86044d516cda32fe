import { copyFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SecretBox } from '@app/secrets';
import type { Measurement, Row, RowContext } from '../row';
import { alternate } from '../support/alternate';
import { freePort, startServer } from '../support/server';
import { measureDrain, startSink } from '../support/sink';
import { storeEvents } from '../support/stored-events';

const WEBHOOKS = 100;

/** An event that many want is as cheap for each of them as one that a single webhook wants. */
export const fanOut: Row = {
  name: 'fan-out',
  description: `stored events to ${WEBHOOKS} webhooks each, against as many deliveries to one webhook`,
  async measure({ workspace, quick, progress }: RowContext) {
    const deliveries = quick ? 5_000 : 20_000;
    const secretsKey = SecretBox.makeKey();
    const port = await freePort();
    const sink = await startSink(workspace, port);
    const store = async (webhooks: number): Promise<string> => {
      const path = join(workspace.folder(), 'stored.db');
      const webhookUrls = Array.from(
        { length: webhooks },
        (_, n) => `http://127.0.0.1:${port}/webhooks/${n}`,
      );
      const events = deliveries / webhooks;
      await storeEvents({ database: { kind: 'sqlite', path }, secretsKey, webhookUrls, events });
      return path;
    };
    const drain = async (stored: string): Promise<Measurement> => {
      const database = join(workspace.folder(), 'hoory.db');
      copyFileSync(stored, database);
      const measured = await measureDrain(sink, deliveries, () =>
        startServer(workspace, { database, secretsKey }),
      );
      rmSync(dirname(database), { recursive: true });
      return measured;
    };
    const [many, one] = [await store(WEBHOOKS), await store(1)];
    return alternate(
      quick ? 1 : 7,
      () => drain(many),
      () => drain(one),
      progress,
      { ratioAtLeast: 0.9 },
    );
  },
};
