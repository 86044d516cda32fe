import { Controller, HttpCode, Post } from '@nestjs/common';
import { IsString } from 'class-validator';
import { openApp, type TestApp } from './testing/open-app';
import { UnwrappedBody } from './unwrapped-body';

class ThingDto {
  @IsString()
  name: string;
}

@Controller('things')
class ThingsController {
  @Post()
  @HttpCode(200)
  create(@UnwrappedBody('thing') dto: ThingDto): object {
    return { class: dto.constructor.name, dto };
  }
}

describe('a body that may be wrapped', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await openApp(ThingsController);
  });
  afterAll(() => app.close());

  it.each([
    ['flat', { name: 'Lamp' }],
    ['under its key', { thing: { name: 'Lamp' } }],
    [
      'under its key, beside what the client also sends',
      { thing: { name: 'Lamp' }, name: 'Other' },
    ],
  ])('is taken %s', async (_, body) => {
    expect(await app.post('/things', body)).toEqual({
      status: 200,
      body: { class: 'ThingDto', dto: { name: 'Lamp' } },
    });
  });

  it.each([
    ['flat', {}],
    ['under its key', { thing: {} }],
  ])('is checked %s', async (_, body) => {
    expect(await app.post('/things', body)).toEqual({
      status: 422,
      body: { message: 'Name must be a string, got nothing', attributes: ['name'] },
    });
  });

  it.each([
    [{ thing: 'Lamp' }, ['thing', 'name']],
    [{ thing: null, name: 'Lamp' }, ['thing']],
    [{ thing: { name: 'Lamp', size: 3 } }, ['size']],
  ])('is refused where it says what nobody knows: %j', async (body, attributes) => {
    expect(await app.post('/things', body)).toMatchObject({ status: 422, body: { attributes } });
  });

  it.each([
    ['Lamp'],
    [7],
    [null],
    [[]],
    [[{ name: 'Lamp' }]],
    [{ thing: [] }],
    [{ thing: [{ name: 'Lamp' }] }],
  ])('is refused where it is no object: %j', async (body) => {
    expect(await app.post('/things', body)).toEqual({
      status: 422,
      body: { message: expect.any(String), attributes: expect.any(Array) },
    });
  });
});
