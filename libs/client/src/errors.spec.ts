import { inspect } from 'node:util';
import { HooryApiError, HooryClient, HooryConnectionError } from './index';
import { jsonAnswer, startRecordingServer, type RecordingServer } from './testing/recording-server';

const ACCESS_TOKEN = 'token-of-ann';

describe('An error of HooryClient', () => {
  let server: RecordingServer;
  let client: HooryClient;

  beforeEach(async () => {
    server = await startRecordingServer();
    client = new HooryClient({
      baseUrl: server.baseUrl,
      accessToken: ACCESS_TOKEN,
      accountId: 3,
    });
  });

  afterEach(() => server.close());

  async function failure(call: Promise<unknown> = client.webhooks.list()): Promise<unknown> {
    const nothing = Symbol('resolved');
    const error = await call.then(
      () => nothing,
      (reason: unknown) => reason,
    );
    expect(error).not.toBe(nothing);
    return error;
  }

  describe('when the server refuses', () => {
    it.each([
      [401, 'Invalid Access Token'],
      [401, 'You are not authorized to do this action'],
      [404, 'Resource could not be found'],
    ])('%i says what the server says: %s', async (status, words) => {
      server.answer = jsonAnswer(status, { error: words });

      const error = await failure();

      expect(error).toBeInstanceOf(HooryApiError);
      expect(error).toMatchObject({
        name: 'HooryApiError',
        status,
        message: words,
        attributes: [],
      });
    });

    it('422 names the fields at fault', async () => {
      server.answer = jsonAnswer(422, { message: 'Url is invalid', attributes: ['url'] });

      const error = await failure(client.webhooks.create({ url: 'nonsense' }));

      expect(error).toBeInstanceOf(HooryApiError);
      expect(error).toMatchObject({
        status: 422,
        message: 'Url is invalid',
        attributes: ['url'],
      });
    });

    it.each([
      ['HTML', '<h1>Bad Gateway</h1>'],
      ['nothing', ''],
      ['JSON that is no object', 'null'],
      ['JSON without words', '{"error":{"code":7}}'],
    ])('a body of %s still gives the status', async (_, body) => {
      server.answer = { status: 502, body };

      const error = await failure();

      expect(error).toBeInstanceOf(HooryApiError);
      expect(error).toMatchObject({ status: 502, message: 'HTTP 502', attributes: [] });
    });

    it('a redirect is refused, and the token is not taken to where it points', async () => {
      server.answer = { status: 302, headers: { location: `${server.baseUrl}/elsewhere` } };

      const error = await failure();

      expect(error).toBeInstanceOf(HooryApiError);
      expect(error).toMatchObject({ status: 302 });
      expect(server.requests).toHaveLength(1);
    });
  });

  describe('when no answer of the API arrives', () => {
    it('tells a refused connection, with the cause', async () => {
      const closed = await startRecordingServer();
      await closed.close();
      const { baseUrl } = closed;

      const error = await failure(
        new HooryClient({ baseUrl, accessToken: ACCESS_TOKEN, accountId: 3 }).webhooks.list(),
      );

      expect(error).toBeInstanceOf(HooryConnectionError);
      expect(error).not.toBeInstanceOf(HooryApiError);
      expect(error).toMatchObject({
        name: 'HooryConnectionError',
        code: 'ECONNREFUSED',
        message: expect.stringContaining('ECONNREFUSED'),
        cause: expect.objectContaining({ code: 'ECONNREFUSED' }),
      });
    });

    it('tells a server that never answers, once the time is up', async () => {
      server.answer = null;
      const { baseUrl } = server;
      const impatient = new HooryClient({
        baseUrl,
        accessToken: ACCESS_TOKEN,
        accountId: 3,
        timeoutMs: 100,
      });

      const error = await failure(impatient.webhooks.list());

      expect(error).toBeInstanceOf(HooryConnectionError);
      expect(error).toMatchObject({ code: 'ECONNABORTED', message: 'timeout of 100ms exceeded' });
    });

    it('tells another server, which answers 200 with a page of HTML', async () => {
      server.answer = { status: 200, body: '<!doctype html><p>Welcome' };

      const error = await failure();

      expect(error).toBeInstanceOf(HooryConnectionError);
      expect(error).toMatchObject({ cause: expect.any(SyntaxError) });
    });
  });

  it('never carries the access token into a log', async () => {
    server.answer = jsonAnswer(401, { error: 'Invalid Access Token' });
    const refused = await failure();
    await server.close();
    const unreachable = await failure();

    expect(unreachable).toBeInstanceOf(HooryConnectionError);
    for (const error of [refused, unreachable]) {
      expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain(ACCESS_TOKEN);
    }
    server = await startRecordingServer();
  });
});
