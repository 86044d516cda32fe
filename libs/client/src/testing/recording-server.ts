import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface RecordedRequest {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  /** What its Content-Type says: JSON parsed, a FormData, or else text; undefined without one. */
  readonly body: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

export interface RecordingServer {
  readonly baseUrl: string;
  readonly requests: readonly RecordedRequest[];
  /** What every request from now on is answered with; null leaves them without an answer. */
  answer: Answer | null;
  close(): Promise<void>;
}

/** A real HTTP server on a free port that remembers what it was asked. */
export async function startRecordingServer(): Promise<RecordingServer> {
  const requests: RecordedRequest[] = [];
  const record = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method, url: path, headers } = request;
    requests.push({ method, path, headers, body: await readBody(request) });
    if (!recording.answer) return;
    const { status, headers: answered = {}, body } = recording.answer;
    response.writeHead(status, answered).end(body);
  };
  const server = createServer((request, response) => void record(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const recording: RecordingServer = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answer: null,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return recording;
}

export function jsonAnswer(status: number, body: unknown): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  };
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const type = request.headers['content-type'];
  if (type === undefined) return undefined;
  const body = new Response(await buffer(request), { headers: { 'content-type': type } });
  if (type.startsWith('multipart/form-data')) return body.formData();
  return type.startsWith('application/json') ? body.json() : body.text();
}
