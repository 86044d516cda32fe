import { copyFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { SecretBox } from '@app/secrets';
import type { BenchProcess } from './bench-process';
import { freePort, freePorts, startServer, untilReady } from './server';
import { expectRequests, startSink } from './sink';
import { storeEvents } from './stored-events';
import type { Workspace } from './workspace';

/** As long as a webhook may wait: what hangs does so for as long as a pair of servers is measured. */
const TIMEOUT_SECONDS = 30;
/** All but one of them are good. */
export const WEBHOOKS = 50;

/** Webhooks that all want every message, of which one goes to an endpoint of its own. */
export class OddOneOut {
  private constructor(
    private readonly workspace: Workspace,
    private readonly stored: string,
    private readonly secretsKey: string,
    /** What all the others go to. */
    private readonly sink: BenchProcess,
  ) {}

  static async prepare(workspace: Workspace, odd: 'hangs' | 'answers'): Promise<OddOneOut> {
    const secretsKey = SecretBox.makeKey();
    const [port = 0, oddPort = 0] = await freePorts(2);
    const webhookUrls = Array.from({ length: WEBHOOKS - 1 }, (_, n) => urlOf(port, n));
    // The first one made, so that it would be in the way of all others.
    webhookUrls.unshift(urlOf(oddPort, WEBHOOKS));
    const path = join(workspace.folder(), 'stored.db');
    const database = { kind: 'sqlite', path } as const;
    const timeoutSeconds = TIMEOUT_SECONDS;
    await storeEvents({ database, secretsKey, webhookUrls, events: 0, timeoutSeconds });
    if (odd === 'hangs') await hang(oddPort);
    else await startSink(workspace, oddPort);
    return new OddOneOut(workspace, path, secretsKey, await startSink(workspace, port));
  }

  /** A server that has delivered nothing yet. */
  async startServer(): Promise<ServerOfAll> {
    const database = join(this.workspace.folder(), 'hoory.db');
    copyFileSync(this.stored, database);
    const port = await freePort();
    const { workspace, secretsKey } = this;
    const process = startServer(workspace, { database, secretsKey, port });
    await untilReady(port);
    return new ServerOfAll(process, port, this.sink, dirname(database));
  }
}

/** Delivers to all of the webhooks. */
export class ServerOfAll {
  constructor(
    readonly process: BenchProcess,
    readonly port: number,
    private readonly sink: BenchProcess,
    private readonly directory: string,
  ) {}

  /** @returns how long the good ones' POSTs took, from the first to the last, in milliseconds */
  async deliver(messages: number, publish: () => Promise<unknown>): Promise<number> {
    await expectRequests(this.sink, messages * (WEBHOOKS - 1));
    const complete = this.sink.receive('complete');
    await publish();
    return (await complete).elapsedMs;
  }

  async stop(): Promise<void> {
    await this.process.stop();
    rmSync(this.directory, { recursive: true });
  }
}

function urlOf(port: number, number: number): string {
  return `http://127.0.0.1:${port}/webhooks/${number}`;
}

/** Accepts connections, reads what comes, and says nothing. */
async function hang(port: number): Promise<void> {
  const server = createServer((socket) => {
    // A party that is stopped resets its connections.
    socket.on('error', () => socket.destroy()).resume();
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  // It is no reason for the benchmark to go on.
  server.unref();
}
