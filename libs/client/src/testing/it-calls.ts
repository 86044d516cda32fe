import { jsonAnswer, startRecordingServer, type RecordingServer } from './recording-server';

export interface ApiCall<Client> {
  /** What the method does, to stand behind "it". */
  readonly does: string;
  readonly call: (client: Client) => Promise<unknown>;
  /** The method and the path, with its query decoded, e.g. `GET /api/v1/profile`. */
  readonly sends: string;
  /** What the request carries; undefined for no body. */
  readonly body?: unknown;
  /** What the server answers with 200: JSON, or undefined for nothing. */
  readonly answer?: unknown;
  /** What the method resolves to. */
  readonly gives?: unknown;
}

/** A test for each: that the request is this and nothing else, and what becomes of the answer. */
export function itCalls<Client>(
  connect: (baseUrl: string) => Client,
  calls: readonly ApiCall<Client>[],
): void {
  let server: RecordingServer;

  beforeEach(async () => {
    server = await startRecordingServer();
  });

  afterEach(() => server.close());

  it.each(calls)('$does: $sends', async ({ call, sends, body, answer, gives }) => {
    server.answer = answer === undefined ? { status: 200 } : jsonAnswer(200, answer);

    expect(await call(connect(server.baseUrl))).toEqual(gives);
    expect(server.requests).toHaveLength(1);
    const { method, path, body: sent } = server.requests[0]!;
    expect(`${method} ${decodeURIComponent(path!)}`).toBe(sends);
    expect(sent).toEqual(body);
  });
}
