import { Controller, Get } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import pino from 'pino';
import { logRequests } from './request-log';

@Controller()
class EverythingController {
  @Get([
    'api/v1/accounts/:accountId/contacts',
    'public/api/v1/inboxes/:inboxIdentifier/contacts/:sourceId',
    'attachments/:id/*',
  ])
  find(): object {
    return {};
  }
}

describe('the log of a request', () => {
  let app: NestFastifyApplication;
  let write: (line: string) => void;

  beforeAll(async () => {
    const module = await Test.createTestingModule({
      controllers: [EverythingController],
    }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    logRequests(app, pino({}, { write: (line: string) => write(line) }));
    await app.init();
  });
  afterAll(() => app.close());

  it.each([
    ['/api/v1/accounts/7/contacts', '/api/v1/accounts/7/contacts'],
    ['/api/v1/accounts/7/contacts?api_access_token=secret', '/api/v1/accounts/7/contacts'],
    [
      '/public/api/v1/inboxes/secret/contacts/secret?before=7',
      '/public/api/v1/inboxes/:inboxIdentifier/contacts/:sourceId',
    ],
    ['/public/api/v1/inboxes/secret/nothing', '/public/api/'],
    ['/attachments/secret/photo.png', '/attachments/:id/*'],
  ])('tells where %s went without what lets somebody in', async (url, path) => {
    // It is written once the answer is out.
    const written = new Promise<string>((resolve) => (write = resolve));
    await app.inject({ method: 'GET', url });
    expect(JSON.parse(await written)).toMatchObject({ method: 'GET', path });
  });
});
