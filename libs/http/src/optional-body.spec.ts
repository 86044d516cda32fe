import { Controller, HttpCode, Post } from '@nestjs/common';
import { IsOptional, IsString } from 'class-validator';
import { OptionalBody } from './optional-body';
import { openApp, type TestApp } from './testing/open-app';

class ThingDto {
  @IsOptional()
  @IsString()
  name?: string;
}

@Controller('things')
class ThingsController {
  @Post()
  @HttpCode(200)
  create(@OptionalBody() dto: ThingDto): object {
    return { class: dto.constructor.name, dto };
  }
}

describe('a body that may be left out', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await openApp(ThingsController);
  });
  afterAll(() => app.close());

  it.each([
    ['none', undefined, {}],
    ['an empty one', {}, {}],
    ['one that says something', { name: 'Lamp' }, { name: 'Lamp' }],
  ])('is taken: %s', async (_, body, dto) => {
    expect(await app.post('/things', body)).toEqual({
      status: 200,
      body: { class: 'ThingDto', dto },
    });
  });

  it.each([[{ name: 7 }], [{ size: 3 }], [[]], ['Lamp']])('is checked: %j', async (body) => {
    expect(await app.post('/things', body)).toMatchObject({ status: 422 });
  });
});
