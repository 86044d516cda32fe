import {
  Body,
  Controller,
  createParamDecorator,
  Get,
  HttpCode,
  Patch,
  Post,
  Query,
} from '@nestjs/common';
import { PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import type { InvalidBody } from './error.filter';
import { openApp, type TestApp } from './testing/open-app';

class PartDto {
  @IsString()
  first_name: string;
}

class ThingDto {
  @IsString()
  @MaxLength(100)
  display_name: string;

  @IsOptional()
  @IsIn(['red', 'blue'])
  colour?: string;

  @IsOptional()
  @IsBoolean()
  active?: boolean;

  @IsOptional()
  @IsString({ message: 'Url is invalid' })
  url?: string;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => PartDto)
  part?: PartDto;
}

class PageDto {
  @IsOptional()
  @IsInt()
  @Type(() => Number)
  page?: number;
}

class ChangesDto extends PartialType(ThingDto) {}

@Controller('things')
class ThingsController {
  @Patch()
  update(@Body() dto: ChangesDto): object {
    return dto;
  }

  @Post()
  @HttpCode(200)
  create(@Body() dto: ThingDto): object {
    return { class: dto.constructor.name, dto };
  }

  @Get()
  list(@Query() query: PageDto): object {
    return query;
  }
}

const thing = { display_name: 'Lamp' };

describe('a body that its DTO', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await openApp(ThingsController);
  });
  afterAll(() => app.close());

  it('takes reaches the controller as that DTO', async () => {
    const body = { ...thing, colour: 'red', part: { first_name: 'Ada' } };
    expect(await app.post('/things', body)).toEqual({
      status: 200,
      body: { class: 'ThingDto', dto: body },
    });
  });

  it.each<[string, object, string, string]>([
    ['lacks a field', {}, 'display_name', 'Display name must be a string, got nothing'],
    [
      'has null in a field',
      { display_name: null },
      'display_name',
      'Display name must be a string, got null',
    ],
    [
      'has another type in a field',
      { display_name: { a: 1 } },
      'display_name',
      'Display name must be a string, got {"a":1}',
    ],
    [
      'has a value that is not offered',
      { ...thing, colour: 'green' },
      'colour',
      'Colour must be one of the following values: red, blue, got "green"',
    ],
    [
      'has text for a boolean',
      { ...thing, active: 'yes' },
      'active',
      'Active must be a boolean value, got "yes"',
    ],
    [
      'has a text too long, which is not quoted',
      { display_name: 'a'.repeat(101) },
      'display_name',
      'Display name must be shorter than or equal to 100 characters, got a string of 101 characters',
    ],
    [
      'has a list too long to quote whole',
      { display_name: Array.from({ length: 100 }, () => 1) },
      'display_name',
      `Display name must be a string, got [${'1,'.repeat(29)}1…`,
    ],
    ['has a fault the contract words', { ...thing, url: 7 }, 'url', 'Url is invalid'],
    ['has a field that is not known', { ...thing, size: 3 }, 'size', 'Size is not a known field'],
    [
      'has a fault in a part of it',
      { ...thing, part: { first_name: 7 } },
      'part.first_name',
      'Part.first name must be a string, got 7',
    ],
    [
      'has a field that is not known in a part of it',
      { ...thing, part: { first_name: 'Ada', age: 36 } },
      'part.age',
      'Part.age is not a known field',
    ],
    [
      'has text for a part of it',
      { ...thing, part: 'Ada' },
      'part',
      'Part must be an object, got "Ada"',
    ],
    [
      'has a list for a part of it',
      { ...thing, part: [] },
      'part',
      'Part must be an object, got []',
    ],
  ])(
    'refuses, with the field, what it takes and what it got: %s',
    async (_, body, field, message) => {
      expect(await app.post('/things', body)).toEqual({
        status: 422,
        body: { message, attributes: [field] },
      });
    },
  );

  it('refuses for several faults names them all, each field once', async () => {
    const { status, body } = await app.post('/things', { colour: 'green', size: 3 });
    const { message, attributes } = body as InvalidBody;
    expect(status).toBe(422);
    expect(message.split(', ').toSorted()).toEqual([
      'Colour must be one of the following values: red',
      'Display name must be a string',
      'Size is not a known field',
      'blue',
      'got "green"',
      'got nothing',
    ]);
    expect(attributes.toSorted()).toEqual(['colour', 'display_name', 'size']);
  });

  it('may leave out all fields of is taken without any', async () => {
    expect(await app.patch('/things', {})).toEqual({ status: 200, body: {} });
  });

  it.each([['text'], [7], [true], [[]], [[thing]]])('cannot be: %j', async (body) => {
    const refused = {
      status: 422,
      body: { message: expect.stringMatching(/\w+/), attributes: [expect.any(String)] },
    };
    expect(await app.patch('/things', body)).toEqual(refused);
  });
});

describe('a query', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await openApp(ThingsController);
  });
  afterAll(() => app.close());

  it('is turned into what its DTO says', async () => {
    expect(await app.get('/things?page=2')).toEqual({ status: 200, body: { page: 2 } });
  });

  it('is checked as a body is', async () => {
    expect(await app.get('/things?pages=2')).toEqual({
      status: 422,
      body: { message: 'Pages is not a known field', attributes: ['pages'] },
    });
  });
});

describe('what a guard has made of a request', () => {
  const Visitor = createParamDecorator(() => ({ name: 'a\0b' }));

  @Controller('visits')
  class VisitsController {
    @Get()
    visit(@Visitor() { name }: { name: string }): object {
      return { name };
    }
  }

  let app: TestApp;
  beforeAll(async () => {
    app = await openApp(VisitsController);
  });
  afterAll(() => app.close());

  it('is not checked like input', async () => {
    expect(await app.get('/visits')).toEqual({ status: 200, body: { name: 'a\0b' } });
  });
});
