import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { IsLogPoint } from './log-point';
import { openApp, type TestApp } from './testing/open-app';

class RangeDto {
  @IsLogPoint()
  from: string | number;
}

@Controller('ranges')
class RangesController {
  @Post()
  @HttpCode(200)
  create(@Body() { from }: RangeDto): object {
    return { from };
  }
}

describe('a point of the log in a body', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await openApp(RangesController);
  });
  afterAll(() => app.close());

  it.each([
    ['beginning', 'beginning'],
    [17, 17],
    ['17', 17],
    ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00Z'],
  ])('is taken: %j', async (from, taken) => {
    expect(await app.post('/ranges', { from })).toEqual({ status: 200, body: { from: taken } });
  });

  it.each([undefined, null, 0, 'yesterday', {}, '017'])('is refused: %j', async (from) => {
    expect(await app.post('/ranges', { from })).toMatchObject({
      status: 422,
      body: {
        message: expect.stringMatching(
          /^From must be beginning, now, a time in ISO 8601 such as .* or a position of the log, got /,
        ),
        attributes: ['from'],
      },
    });
  });
});
