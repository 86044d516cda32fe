import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { eventTypes } from '../catalogue/event-types';
import { PayloadsModule } from '../payloads.module';

describe('GET /api/v1/event_types', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    const module = await Test.createTestingModule({ imports: [PayloadsModule] }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    await app.init();
  });

  afterAll(() => app.close());

  it('answers anybody with the catalogue as JSON', async () => {
    const answer = await app.inject({ method: 'GET', url: '/api/v1/event_types' });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(answer.json()).toEqual(eventTypes());
  });
});
