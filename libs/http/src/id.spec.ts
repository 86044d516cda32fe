import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { IdPipe, IsId, IsIds } from './id';
import { openApp, type TestApp } from './testing/open-app';

class ThingDto {
  @IsId()
  inbox_id: number;
}

class ListDto {
  @IsIds()
  user_ids: number[];
}

@Controller('things')
class ThingsController {
  @Get(':id')
  find(@Param('id', IdPipe) id: number): object {
    return { id };
  }

  @Post()
  @HttpCode(200)
  create(@Body() { inbox_id }: ThingDto): object {
    return { inbox_id };
  }

  @Post('list')
  @HttpCode(200)
  list(@Body() { user_ids }: ListDto): object {
    return { user_ids };
  }
}

describe('an id', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await openApp(ThingsController);
  });
  afterAll(() => app.close());

  it.each([1, 10, Number.MAX_SAFE_INTEGER])('in a path is a number: %d', async (id) => {
    expect(await app.get(`/things/${id}`)).toEqual({ status: 200, body: { id } });
  });

  it.each([
    '0',
    '-1',
    '+1',
    '01',
    '1.0',
    '1e3',
    '0x10',
    '%207',
    '7%20',
    '7%0A',
    'seven',
    'null',
    '١',
    '9007199254740992',
    '99999999999999999999',
  ])('in a path that cannot be one names nothing: %s', async (id) => {
    expect(await app.get(`/things/${encodeURI(decodeURI(id))}`)).toEqual({
      status: 404,
      body: { error: 'Resource could not be found' },
    });
  });

  it.each([
    [1, 1],
    ['1', 1],
    ['42', 42],
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
    [String(Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER],
  ])('in a body is a number or a decimal string: %j', async (inbox_id, id) => {
    expect(await app.post('/things', { inbox_id })).toEqual({
      status: 200,
      body: { inbox_id: id },
    });
  });

  it.each<[unknown, string]>([
    [0, 'must not be less than 1, got 0'],
    [-1, 'must not be less than 1, got -1'],
    [1.5, 'must be an integer number, got 1.5'],
    ['', 'must be an integer number, got ""'],
    ['01', 'must be an integer number, got "01"'],
    ['1e3', 'must be an integer number, got "1e3"'],
    [' 7', 'must be an integer number, got " 7"'],
    ['seven', 'must be an integer number, got "seven"'],
    [true, 'must be an integer number, got true'],
    [null, 'must be an integer number, got null'],
    [undefined, 'must be an integer number, got nothing'],
    [[1], 'must be an integer number, got [1]'],
    [2 ** 53, 'must not be greater than 9007199254740991, got 9007199254740992'],
    ['9007199254740992', 'must not be greater than 9007199254740991, got 9007199254740992'],
  ])('in a body that cannot be one is refused: %j', async (inbox_id, problem) => {
    expect(await app.post('/things', { inbox_id })).toEqual({
      status: 422,
      body: { message: `Inbox id ${problem}`, attributes: ['inbox_id'] },
    });
  });

  it.each([
    [[], []],
    [
      [1, '2', 3],
      [1, 2, 3],
    ],
  ])('may stand in a list: %j', async (user_ids, ids) => {
    expect(await app.post('/things/list', { user_ids })).toEqual({
      status: 200,
      body: { user_ids: ids },
    });
  });

  it.each([
    [undefined, 'nothing'],
    [null, 'null'],
    [7, '7'],
    ['1,2', '"1,2"'],
    [{ 0: 1 }, '{"0":1}'],
    [[1, 0], '[1,0]'],
    [[1, 'two'], '[1,"two"]'],
    [[1, null], '[1,null]'],
    [[[1]], '[[1]]'],
    [[1, 2 ** 53], '[1,9007199254740992]'],
  ])('makes a list only with others: %j', async (user_ids, got) => {
    expect(await app.post('/things/list', { user_ids })).toEqual({
      status: 422,
      body: { message: `User ids must be a list of ids, got ${got}`, attributes: ['user_ids'] },
    });
  });
});
