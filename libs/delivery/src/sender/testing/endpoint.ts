import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import {
  type AddressInfo,
  type Server,
  type Socket,
  createServer as createTcpServer,
} from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  /** As on the wire: name, value, name, value … */
  readonly rawHeaders: string[];
  readonly body: string;
}

/** A server on 127.0.0.1 that remembers what reached it. */
export interface Endpoint {
  readonly port: number;
  readonly url: string;
  readonly requests: ReceivedRequest[];
  /** Connections accepted so far. */
  readonly accepted: () => number;
  /** Connections that stand now. */
  readonly open: () => number;
  close(): Promise<void>;
}

type Respond = (response: ServerResponse, request: ReceivedRequest) => unknown;

const read = async (message: IncomingMessage): Promise<ReceivedRequest> => {
  let body = '';
  for await (const chunk of message.setEncoding('utf8')) {
    body += chunk;
  }
  return {
    method: message.method ?? '',
    path: message.url ?? '',
    rawHeaders: message.rawHeaders,
    body,
  };
};

/** Speaks HTTP; `respond` is called with the whole request. */
export const httpEndpoint = (respond: Respond): Promise<Endpoint> => {
  const requests: ReceivedRequest[] = [];
  const receive = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await read(message);
    requests.push(request);
    respond(response, request);
  };
  const server = createServer((message, response) => {
    void receive(message, response);
  });
  // Longer than any test: what closes an idle connection is the other side.
  server.keepAliveTimeout = 60_000;
  return start(server, requests);
};

/** Speaks whatever `talk` makes it speak, once the first bytes of a request are in. */
export const tcpEndpoint = (talk: (socket: Socket) => void): Promise<Endpoint> => {
  const server = createTcpServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', () => talk(socket));
  });
  return start(server, []);
};

/** Accepts connections and says nothing, whatever it hears. */
export const silentEndpoint = (): Promise<Endpoint> => {
  const server = createTcpServer((socket) => socket.on('error', () => socket.destroy()).resume());
  return start(server, []);
};

/** A port nobody listens on. */
export const unusedPort = async (): Promise<number> => {
  const endpoint = await tcpEndpoint((socket) => socket.end());
  await endpoint.close();
  return endpoint.port;
};

const start = async (server: Server, requests: ReceivedRequest[]): Promise<Endpoint> => {
  const sockets = new Set<Socket>();
  let accepted = 0;
  server.on('connection', (socket: Socket) => {
    accepted += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}/hook`,
    requests,
    accepted: () => accepted,
    open: () => sockets.size,
    close: async () => {
      sockets.forEach((socket) => socket.destroy());
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

const UNTIL_LIMIT_MS = 20_000;

/** Waits for what other sockets bring about. */
export const until = async (condition: () => boolean): Promise<void> => {
  const givenUpAtMs = performance.now() + UNTIL_LIMIT_MS;
  while (!condition()) {
    if (performance.now() > givenUpAtMs) {
      throw new Error(`Not within ${UNTIL_LIMIT_MS} ms: ${String(condition)}`);
    }
    await sleep(5);
  }
};
