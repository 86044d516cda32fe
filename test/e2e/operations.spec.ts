import { ACCESS_TOKEN, Receiver, waitUntil } from '@app/harness';
import { query, untilNothingIsLeftToDeliver } from '../support/database';
import { Installation, openConversation } from '../support/installation';
import { callRest, WITH_TOKEN } from '../support/rest';

interface LogLine {
  readonly level: number;
  readonly time: number;
  readonly msg?: string;
  readonly requestId?: string;
}

describe('A running server', () => {
  const receiver = new Receiver(() => 500);
  let installation: Installation;
  const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(installation.server.url + path, { headers });

  beforeAll(async () => {
    await receiver.start();
    installation = await Installation.start({
      env: { LOG_LEVEL: 'trace', RETRY_SCHEDULE: '0.01' },
    });
  });

  afterAll(async () => {
    await installation.remove();
    await receiver.stop();
  });

  it.each(['/health/live', '/health/ready'])(
    'answers 200 to GET %s, without a token',
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({ status: 'ok' });
    },
  );

  describe('knows each request by an id:', () => {
    it.each(['order-4711', '0190b6a2-0000-7000-8000-000000000001', 'a/b:c=d+e'])(
      "gives the caller's own back: %s",
      async (id) => {
        const response = await get('/health/live', { 'x-request-id': id });
        expect(response.headers.get('x-request-id')).toBe(id);
      },
    );

    it.each([
      ['an empty one', ''],
      ['one with spaces', 'a b'],
      ['one that would spoil a log', '{"level":60}'],
      ['one of 129 characters', 'x'.repeat(129)],
    ])('makes one where the caller gives %s', async (_, id) => {
      const make = async (): Promise<string | null> =>
        (await get('/health/live', { 'x-request-id': id })).headers.get('x-request-id');
      const made = await make();
      expect(made).toMatch(/^[\w-]{8,}$/);
      expect(made).not.toBe(await make());
    });

    it('also where it is refused, or asks for what there is not', async () => {
      for (const path of ['/api/v1/accounts/1/webhooks', '/no-such-thing']) {
        const response = await get(path, { 'x-request-id': 'refused-1' });
        expect(response.status).toBeGreaterThanOrEqual(400);
        expect(response.headers.get('x-request-id')).toBe('refused-1');
      }
    });

    it('and keeps it with the events that the request leads to', async () => {
      const { url } = installation.server;
      const headers = { ...WITH_TOKEN, 'x-request-id': 'order-4712' };
      await callRest(url, { method: 'POST', path: '/contacts', body: { name: 'Ada' }, headers });
      const [event] = await query<{ metadata: string }>(
        installation.databaseUrl,
        'SELECT metadata FROM events ORDER BY position DESC LIMIT 1',
      );
      expect(JSON.parse(event!.metadata)).toMatchObject({ correlationId: 'order-4712' });
    });
  });

  describe('logs', () => {
    const WRONG_TOKEN = 'not-the-access-token';
    let signingSecret: string;
    let lines: readonly string[];

    beforeAll(async () => {
      const { client, server, databaseUrl } = installation;
      ({ secret: signingSecret } = await client.webhooks.create({ url: receiver.url }));
      const { conversationId } = await openConversation(client);
      await client.messages.create(conversationId, { content: 'Confidential' });
      await untilNothingIsLeftToDeliver(databaseUrl);
      for (const [token, body] of [
        [WRONG_TOKEN, {}],
        [ACCESS_TOKEN, { url: 'no URL', name: ACCESS_TOKEN }],
        [ACCESS_TOKEN, '{"malformed":'],
      ] as const) {
        await callRest(server.url, {
          method: 'POST',
          path: '/webhooks',
          body,
          headers: { authorization: `Bearer ${token}`, 'x-request-id': 'logged-1' },
        });
      }
      // A request is logged once its answer is out.
      await waitUntil(
        'the log to have them',
        () => server.logLines.filter((line) => line.includes('logged-1')).length === 3,
      );
      lines = server.logLines;
    });

    const parsed = (): LogLine[] => lines.map((line) => JSON.parse(line) as LogLine);

    it('one JSON object a line, with level and time', () => {
      expect(lines.length).toBeGreaterThan(10);
      for (const line of parsed()) {
        expect(line).toEqual(
          expect.objectContaining({ level: expect.any(Number), time: expect.any(Number) }),
        );
      }
    });

    it('each request under its id, with what became of it and how long that took', () => {
      const requests = parsed().filter(({ requestId }) => requestId === 'logged-1');
      expect(requests).toEqual(
        [401, 422, 400].map((statusCode) =>
          expect.objectContaining({
            method: 'POST',
            path: '/api/v1/accounts/1/webhooks',
            statusCode,
            durationMs: expect.any(Number),
            msg: 'request',
          }),
        ),
      );
    });

    it('no request without its id', () => {
      const requests = parsed().filter(({ msg }) => msg === 'request');
      expect(requests.length).toBeGreaterThan(5);
      expect(requests.filter(({ requestId }) => !requestId)).toEqual([]);
    });

    it('no token, no secret and nothing of what people write', () => {
      const log = lines.join('\n');
      for (const text of [ACCESS_TOKEN, WRONG_TOKEN, signingSecret, 'Confidential']) {
        expect(log).not.toContain(text);
      }
    });
  });
});
