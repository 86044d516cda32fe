import { Controller, HttpCode, Post } from '@nestjs/common';
import { IsOptional, IsString } from 'class-validator';
import { OptionalBody } from './optional-body';
import { openApp, type TestApp } from './testing/open-app';

class SwitchDto {
  @IsOptional()
  @IsString()
  to?: string;
}

@Controller('switch')
class SwitchController {
  @Post()
  @HttpCode(200)
  flip(@OptionalBody() dto: SwitchDto): object {
    return { class: dto.constructor.name, dto };
  }
}

describe('a body that may be left out', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await openApp(SwitchController);
  });
  afterAll(() => app.close());

  it.each([
    ['left out', undefined, {}],
    ['empty', {}, {}],
    ['there', { to: 'on' }, { to: 'on' }],
  ])('is taken where it is %s', async (_, body, dto) => {
    expect(await app.post('/switch', body)).toEqual({
      status: 200,
      body: { class: 'SwitchDto', dto },
    });
  });

  it('is checked where it is there', async () => {
    expect(await app.post('/switch', { to: 7 })).toMatchObject({
      status: 422,
      body: { attributes: ['to'] },
    });
    expect(await app.post('/switch', { from: 'on' })).toMatchObject({
      status: 422,
      body: { attributes: ['from'] },
    });
  });

  it.each([[null], [[]], ['on'], [7]])('is refused where it is no object: %j', async (body) => {
    expect(await app.post('/switch', body)).toMatchObject({
      status: 422,
      body: { attributes: ['body'] },
    });
  });
});
