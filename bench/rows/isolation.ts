import { copyFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { SecretBox } from '@app/secrets';
import type { Measurement, Row, RowContext } from '../row';
import { alternate } from '../support/alternate';
import { freePort, startServer } from '../support/server';
import { measureDrain, startSink } from '../support/sink';
import { storeEvents } from '../support/stored-events';

const WEBHOOKS = 50;

/** What one bad endpoint costs the good ones. */
export const isolation: Row = {
  name: 'isolation',
  description: `stored events to ${WEBHOOKS - 1} webhooks while one more answers no request, against the same while that one answers as well`,
  async measure({ workspace, quick, progress }: RowContext) {
    const events = quick ? 100 : 400;
    const secretsKey = SecretBox.makeKey();
    const [port, oddPort] = [await freePort(), await freePort()];
    const webhookUrls = Array.from({ length: WEBHOOKS - 1 }, (_, n) => urlOf(port, n));
    // The first one made, so that it would be in the way of all others.
    webhookUrls.unshift(urlOf(oddPort, WEBHOOKS));
    progress(`storing ${events} events for ${WEBHOOKS} webhooks`);
    const stored = join(workspace.folder(), 'stored.db');
    await storeEvents({ databasePath: stored, secretsKey, webhookUrls, events });
    const sink = await startSink(workspace, port);

    const measure = async (): Promise<Measurement> => {
      const databasePath = join(workspace.folder(), 'hoory.db');
      copyFileSync(stored, databasePath);
      const measured = await measureDrain(sink, events * (WEBHOOKS - 1), () =>
        startServer(workspace, { databasePath, secretsKey }),
      );
      rmSync(dirname(databasePath), { recursive: true });
      return measured;
    };
    const whileOneHangs = async (): Promise<Measurement> => {
      const hanging = await Hanging.listen(oddPort);
      const measured = await measure();
      await hanging.close();
      return measured;
    };
    const whileAllAnswer = async (): Promise<Measurement> => {
      const answering = await startSink(workspace, oddPort);
      const measured = await measure();
      await answering.stop();
      return measured;
    };
    return alternate(quick ? 2 : 7, whileOneHangs, whileAllAnswer, progress);
  },
};

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
