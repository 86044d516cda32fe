import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A POST as it came off the wire. */
export interface ReceivedPost {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly rawBody: Buffer;
  readonly receivedAtMs: number;
}

/** The status to answer a POST with. */
export type Responder = (post: ReceivedPost) => number;

/** An endpoint: a real HTTP server that keeps every POST it got. */
export class Receiver {
  readonly posts: ReceivedPost[] = [];
  private server: Server | undefined;
  private port = 0;

  constructor(
    private readonly respond: Responder = () => 200,
    private readonly onPost: (post: ReceivedPost) => void = () => {},
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Listens; after `stop()`, on the same port again. */
  async start(): Promise<this> {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const post = {
          path: request.url ?? '',
          headers: request.headers,
          rawBody: Buffer.concat(chunks),
          receivedAtMs: Date.now(),
        };
        this.posts.push(post);
        this.onPost(post);
        response.writeHead(this.respond(post)).end();
      });
    });
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
    return this;
  }

  /** Refuses connections from now on. */
  async stop(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = undefined;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }
}
