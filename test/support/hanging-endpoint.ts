import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** An endpoint that takes POSTs and answers none until it is told to. */
export class HangingEndpoint {
  readonly posts: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];
  answering = false;
  /** POSTs that the sender gave up. */
  cut = 0;
  private readonly server = createServer((request, response) => void this.take(request, response));

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async start(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.once('close', () => {
      if (!response.writableFinished) this.cut++;
    });
    this.posts.push({ headers: request.headers, body: await text(request) });
    if (this.answering) response.end();
  }
}
