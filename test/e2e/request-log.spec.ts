import { waitUntil } from '@app/harness';
import { Installation } from '../support/installation';

describe('The log of requests', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await Installation.start();
  });
  afterAll(() => installation.remove());

  /** The path of a request's line. */
  const logged = async (path: string): Promise<unknown> => {
    const { server } = installation;
    const response = await fetch(server.url + path);
    const requestId = response.headers.get('x-request-id')!;
    const lineOf = () =>
      server.logLines.find((line) => line.includes(`"requestId":"${requestId}"`));
    await waitUntil('the request’s line', () => lineOf() !== undefined);
    return (JSON.parse(lineOf()!) as { path: string }).path;
  };

  it('names the path, without its query', async () => {
    expect(await logged('/api/v1/accounts/1/contacts?q=secret')).toBe(
      '/api/v1/accounts/1/contacts',
    );
  });

  it.each([
    ['/attachments/00112233445566778899aabbccddeeff/photo.png', '/attachments/:id/*'],
    [
      '/public/api/v1/inboxes/identifier/contacts/source-id',
      '/public/api/v1/inboxes/:inboxIdentifier/contacts/:sourceId',
    ],
    ['/public/api/v2/inboxes/identifier', '/public/'],
  ])('names the route alone where the path is a key: %s', async (path, route) => {
    expect(await logged(path)).toBe(route);
  });
});
