import { Installation } from '../support/installation';

const SHOP = 'https://shop.example';

describe('A page of another origin', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await Installation.start();
  });
  afterAll(() => installation.remove());

  const call = (path: string, method: string): Promise<Response> =>
    fetch(installation.server.url + path, {
      method,
      headers: {
        origin: SHOP,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x-auth-token',
      },
    });

  it.each(['/public/api/v1/inboxes/any/contacts', '/api/v1/widget/events?website_token=any'])(
    'may call %s, whatever that answers',
    async (path) => {
      const preflight = await call(path, 'OPTIONS');
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
      expect(preflight.headers.get('access-control-allow-headers')).toContain('X-Auth-Token');

      const answer = await call(path, 'POST');
      expect(answer.status).toBe(404);
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    },
  );

  it.each(['/api/v1/accounts/1/webhooks', '/api/v1/profile', '/platform/api/v1/users'])(
    'may not call %s',
    async (path) => {
      const preflight = await call(path, 'OPTIONS');
      expect(preflight.status).toBe(404);
      expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
    },
  );
});
