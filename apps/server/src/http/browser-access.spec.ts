import { Controller, HttpCode, Post } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { openToBrowsers } from './browser-access';

@Controller()
class EverythingController {
  @Post(['public/api/v1/things', 'api/v1/widget/events', 'api/v1/accounts/1/things'])
  @HttpCode(200)
  create(): object {
    return {};
  }
}

describe("a page's script", () => {
  let app: NestFastifyApplication;
  const origin = 'https://shop.example.com';
  const preflight = (url: string) =>
    app.inject({
      method: 'OPTIONS',
      url,
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-auth-token',
      },
    });

  beforeAll(async () => {
    const module = await Test.createTestingModule({
      controllers: [EverythingController],
    }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    openToBrowsers(app);
    await app.init();
  });
  afterAll(() => app.close());

  it.each(['/public/api/v1/things', '/api/v1/widget/events?website_token=1'])(
    'may call %s from wherever it is, and read the answer',
    async (url) => {
      const asked = await preflight(url);
      expect(asked.statusCode).toBe(204);
      expect(asked.headers).toMatchObject({
        'access-control-allow-origin': '*',
        'access-control-allow-methods': expect.stringContaining('PATCH') as string,
        'access-control-allow-headers': 'content-type,x-auth-token',
      });
      const { headers } = await app.inject({ method: 'POST', url, headers: { origin } });
      expect(headers).toMatchObject({ 'access-control-allow-origin': '*' });
      expect(headers).not.toHaveProperty('access-control-allow-credentials');
    },
  );

  it('may read of what it asks for and is not there', async () => {
    const url = '/public/api/v1/nothing';
    const { statusCode, headers } = await app.inject({ method: 'POST', url, headers: { origin } });
    expect(statusCode).toBe(404);
    expect(headers).toMatchObject({ 'access-control-allow-origin': '*' });
  });

  it('may not call what takes an access token', async () => {
    const url = '/api/v1/accounts/1/things';
    for (const reply of [
      await preflight(url),
      await app.inject({ method: 'POST', url, headers: { origin } }),
    ]) {
      expect(reply.headers).not.toHaveProperty('access-control-allow-origin');
    }
  });
});
