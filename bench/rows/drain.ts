import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MAX_IN_FLIGHT } from '@app/delivery';
import { Receiver } from '@app/harness';
import { SecretBox } from '@app/secrets';
import type { Measurement, Row, RowContext } from '../row';
import { alternate } from '../support/alternate';
import type { BenchProcess } from '../support/bench-process';
import { untilRecorded } from '../support/recorded-deliveries';
import { recordPosts } from '../support/recorded-posts';
import { startServer } from '../support/server';
import { measureDrain, startSink } from '../support/sink';
import { storeEvents } from '../support/stored-events';

const BARE_POST_LOOP = join(__dirname, '../processes/bare-post-loop.js');

/** What is stored goes out: the server as users run it, from its first POST to its last. */
export const drain: Row = {
  name: 'drain',
  description:
    'stored events to one webhook, against a loop that only POSTs the same signed bodies with undici',
  async measure(context: RowContext) {
    const { workspace, quick, progress } = context;
    const events = quick ? 5_000 : 20_000;
    const rounds = quick ? 1 : 7;
    const { webhookUrl, recording, startOnCopy } = await prepare(context, events);
    const sink = await startSink(workspace, Number(new URL(webhookUrl).port));

    const ours = async (): Promise<Measurement> => {
      const databasePath = join(workspace.folder(), 'hoory.db');
      const measured = await measureDrain(
        sink,
        events,
        () => startOnCopy(databasePath),
        () => untilRecorded(databasePath, events),
      );
      rmSync(dirname(databasePath), { recursive: true });
      return measured;
    };
    const bare = (): Promise<Measurement> =>
      measureDrain(sink, events, () =>
        workspace.start('The bare loop', BARE_POST_LOOP, {
          args: [webhookUrl, recording, String(MAX_IN_FLIGHT)],
        }),
      );
    return alternate(rounds, ours, bare, progress, { ratioAtLeast: 0.5 });
  },
};

interface Prepared {
  /** Where the stored events go; nobody listens there yet. */
  readonly webhookUrl: string;
  /** The file with what a server POSTs for them. */
  readonly recording: string;
  /** Starts a server that has all of them still to deliver. */
  readonly startOnCopy: (databasePath: string) => BenchProcess;
}

/** Stores the events once, and has a server deliver them once to record what it sends. */
async function prepare({ workspace, progress }: RowContext, events: number): Promise<Prepared> {
  const folder = workspace.folder();
  const secretsKey = SecretBox.makeKey();
  const receiver = await new Receiver().start();
  const webhookUrl = `${receiver.url}/webhooks`;
  progress(`storing ${events} events`);
  const stored = join(folder, 'stored.db');
  await storeEvents({
    database: { kind: 'sqlite', path: stored },
    secretsKey,
    webhookUrls: [webhookUrl],
    events,
  });
  const startOnCopy = (databasePath: string): BenchProcess => {
    copyFileSync(stored, databasePath);
    return startServer(workspace, { database: databasePath, secretsKey });
  };

  progress('recording what the server POSTs');
  const recording = join(folder, 'posts.json');
  const posts = await recordPosts(receiver, events, () => startOnCopy(join(folder, 'recorded.db')));
  writeFileSync(recording, JSON.stringify(posts));
  await receiver.stop();
  return { webhookUrl, recording, startOnCopy };
}
