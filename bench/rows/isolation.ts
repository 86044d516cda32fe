import { copyFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { HooryClient } from '@app/client';
import { ACCESS_TOKEN } from '@app/harness';
import { SecretBox } from '@app/secrets';
import type { Line, Measurement, Row, RowContext } from '../row';
import { percentile } from '../statistics';
import { alternate, inTurns } from '../support/alternate';
import type { BenchProcess } from '../support/bench-process';
import { sampleText } from '../support/sample-message';
import { freePort, freePorts, startServer, untilReady } from '../support/server';
import { measureDrain, startSink } from '../support/sink';
import { storeEvents } from '../support/stored-events';
import type { Workspace } from '../support/workspace';

const WEBHOOKS = 50;
/** Until V8 has compiled what is hot, and the connections stand. */
const WARM_UP_MESSAGES = 50;

interface Endpoints {
  readonly databasePath: string;
  readonly secretsKey: string;
  /** Of the endpoint that hangs or answers. */
  readonly oddPort: number;
  /** What all the others go to. */
  readonly sink: BenchProcess;
}

/** What one bad endpoint costs the good ones. */
export const isolation: Row = {
  name: 'isolation',
  description: `stored events to ${WEBHOOKS - 1} webhooks while one more answers no request, against the same while that one answers as well`,
  async measure({ workspace, quick, progress }: RowContext) {
    const events = quick ? 100 : 400;
    progress(`storing ${events} events for ${WEBHOOKS} webhooks`);
    const { databasePath: stored, secretsKey, oddPort, sink } = await prepare(workspace, events);
    const measure = async (): Promise<Measurement> => {
      const databasePath = join(workspace.folder(), 'hoory.db');
      copyFileSync(stored, databasePath);
      const measured = await measureDrain(sink, events * (WEBHOOKS - 1), () =>
        startServer(workspace, { database: databasePath, secretsKey }),
      );
      rmSync(dirname(databasePath), { recursive: true });
      return measured;
    };
    return alternate(
      quick ? 1 : 11,
      () => whileItHangs(oddPort, measure),
      () => whileItAnswers(workspace, oddPort, measure),
      progress,
      { ratioAtLeast: 0.95 },
    );
  },
};

/** The same, message by message: how long it takes until the last of the good ones has it. */
export const isolationLatency: Row = {
  name: 'isolation-latency',
  description: `messages one after the other, until ${WEBHOOKS - 1} webhooks have each, while one more answers no request, against the same while that one answers as well`,
  async measure({ workspace, quick, progress }: RowContext) {
    // Of 300, the third slowest would be the p99: as like as not a moment of the machine's.
    const messages = quick ? 100 : 1_000;
    const { databasePath: stored, secretsKey, oddPort, sink } = await prepare(workspace, 0);
    let server: BenchProcess;
    const measure = async (): Promise<number[]> => {
      const databasePath = join(workspace.folder(), 'hoory.db');
      copyFileSync(stored, databasePath);
      const port = await freePort();
      server = startServer(workspace, { database: databasePath, secretsKey, port });
      await untilReady(port);
      const publish = publisher(port, sink);
      for (let number = 0; number < WARM_UP_MESSAGES; number++) await publish(number);
      const tookMs: number[] = [];
      for (let number = 0; number < messages; number++) {
        const startMs = performance.now();
        await publish(number);
        tookMs.push(performance.now() - startMs);
      }
      return tookMs;
    };
    /** The server ends when what hangs has ended. */
    const andStop = async (measuring: Promise<number[]>): Promise<number[]> => {
      const measured = await measuring;
      await server.stop();
      return measured;
    };
    const rounds = await inTurns(
      quick ? 1 : 5,
      () => andStop(whileItHangs(oddPort, measure)),
      () => andStop(whileItAnswers(workspace, oddPort, measure)),
      ({ ours, bare }, number) =>
        progress(
          `round ${number}: p99 ${percentile(ours, 99).toFixed(1)} ms, bare ${percentile(bare, 99).toFixed(1)} ms`,
        ),
    );
    const line = (percent: number): Line => ({
      label: `p${percent}`,
      unit: 'ms',
      rounds: rounds.map(({ ours, bare }) => ({
        ours: { value: percentile(ours, percent) },
        bare: { value: percentile(bare, percent) },
      })),
    });
    return [line(50), { ...line(99), bar: { ratioAtMost: 1.2 } }];
  },
};

/** Publishes a message and waits until all but the odd webhook have it. */
function publisher(port: number, sink: BenchProcess): (number: number) => Promise<void> {
  const client = new HooryClient({
    baseUrl: `http://127.0.0.1:${port}`,
    accessToken: ACCESS_TOKEN,
    accountId: 1,
  });
  return async (number) => {
    const expecting = sink.receive('expecting');
    sink.send({ type: 'expect', requests: WEBHOOKS - 1 });
    await expecting;
    const complete = sink.receive('complete');
    await client.messages.create(1, { content: sampleText(number) });
    await complete;
  };
}

async function prepare(workspace: Workspace, events: number): Promise<Endpoints> {
  const secretsKey = SecretBox.makeKey();
  const [port = 0, oddPort = 0] = await freePorts(2);
  const webhookUrls = Array.from({ length: WEBHOOKS - 1 }, (_, n) => urlOf(port, n));
  // The first one made, so that it would be in the way of all others.
  webhookUrls.unshift(urlOf(oddPort, WEBHOOKS));
  const databasePath = join(workspace.folder(), 'stored.db');
  await storeEvents({
    database: { kind: 'sqlite', path: databasePath },
    secretsKey,
    webhookUrls,
    events,
  });
  return { databasePath, secretsKey, oddPort, sink: await startSink(workspace, port) };
}

async function whileItHangs<Result>(port: number, measure: () => Promise<Result>): Promise<Result> {
  const hanging = await Hanging.listen(port);
  const measured = await measure();
  await hanging.close();
  return measured;
}

async function whileItAnswers<Result>(
  workspace: Workspace,
  port: number,
  measure: () => Promise<Result>,
): Promise<Result> {
  const answering = await startSink(workspace, port);
  const measured = await measure();
  await answering.stop();
  return measured;
}

function urlOf(port: number, number: number): string {
  return `http://127.0.0.1:${port}/webhooks/${number}`;
}

/** Accepts connections, reads what comes, and says nothing. */
class Hanging {
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      socket.on('error', () => socket.destroy()).resume();
    });
  }

  static async listen(port: number): Promise<Hanging> {
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    return new Hanging(server);
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }
}
