import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EventStore } from '@app/event-store';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { REBUILD_PATH, type RebuildAnswer, toLine } from './rebuild-answer';
import { removeServerFile, writeServerFile } from './server-file';

export const DATABASE_PATH = Symbol('path of the database');

/**
 * Rebuilds projections for `npm run projections:rebuild`, in the one process that may write. It
 * listens at a port of its own, which no proxy leads to, and takes orders from whoever can read the
 * file beside the database.
 */
@Injectable()
export class RebuildServer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(RebuildServer.name);
  private readonly token = randomBytes(32).toString('base64url');
  private readonly server: Server = createServer((request, response) => {
    const answered = this.answer(request, response).finally(() => this.underWay.delete(answered));
    this.underWay.add(answered);
  });
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly store: EventStore,
    @Inject(DATABASE_PATH) private readonly databasePath: string,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    const { port } = this.server.address() as AddressInfo;
    writeServerFile(this.databasePath, { url: `http://127.0.0.1:${port}`, token: this.token });
  }

  /** What is under way ends at its next chunk, while there is still a database to tidy up. */
  async beforeApplicationShutdown(): Promise<void> {
    if (!this.server.listening) return;
    removeServerFile(this.databasePath);
    this.server.close();
    this.server.closeAllConnections();
    await Promise.all(this.underWay);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url = '' } = request;
    if (!this.knows(request.headers.authorization)) {
      response.writeHead(401).end();
    } else if (method !== 'POST' || !url.startsWith(REBUILD_PATH)) {
      response.writeHead(404).end();
    } else {
      await this.rebuild(decodeURIComponent(url.slice(REBUILD_PATH.length)), response);
    }
  }

  private async rebuild(name: string, response: ServerResponse): Promise<void> {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    try {
      for await (const progress of this.store.rebuildProjection(name)) {
        // Whoever goes away before the end wants none.
        if (response.destroyed) return;
        response.write(toLine(progress));
      }
      this.log.log(`Rebuilt the projection ${name}`);
      end(response, { done: true });
    } catch (error) {
      this.log.error(`The projection ${name} could not be rebuilt`, error);
      end(response, { error: (error as Error).message });
    }
  }

  private knows(authorization = ''): boolean {
    return timingSafeEqual(digest(authorization), digest(`Bearer ${this.token}`));
  }
}

function end(response: ServerResponse, answer: RebuildAnswer): void {
  if (!response.destroyed) response.end(toLine(answer));
}

/** Of one length, whatever was sent. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
