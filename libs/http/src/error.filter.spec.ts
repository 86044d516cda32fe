import { Refusal } from '@app/event-store';
import { Controller, ForbiddenException, Get, NotFoundException, Post } from '@nestjs/common';
import { openApp, type TestApp } from './testing/open-app';

const unforeseen = new TypeError('secret is undefined');

@Controller()
class FailingController {
  @Get('refused/invalid')
  invalid(): never {
    throw Refusal.invalid('url', 'Url is invalid');
  }

  @Get('refused/invalid-in-two-fields')
  invalidInTwoFields(): never {
    throw new Refusal('invalid', 'One or the other', ['one', 'other']);
  }

  @Get('refused/not-found')
  notFound(): never {
    throw Refusal.notFound();
  }

  @Get('refused/unauthorized')
  unauthorized(): never {
    throw new Refusal('unauthorized', 'Not yours to change');
  }

  @Get('refused/conflict')
  conflict(): never {
    throw new Refusal('conflict', 'Somebody else was first', ['id']);
  }

  @Get('http')
  http(): never {
    throw new ForbiddenException('Not for you');
  }

  @Get('http-with-body')
  httpWithBody(): never {
    throw new NotFoundException({ message: 'Not there', secret: 'whsec_secret' });
  }

  @Get('unforeseen')
  unforeseen(): never {
    throw unforeseen;
  }

  @Get('no-error')
  async noError(): Promise<never> {
    // oxlint-disable-next-line only-throw-error -- what a careless package may throw
    throw 'secret';
  }

  @Get('upstream')
  upstream(): never {
    throw Object.assign(new Error('secret'), { statusCode: 503 });
  }

  @Get('redirected')
  redirected(): never {
    throw Object.assign(new Error('secret'), { statusCode: 302 });
  }

  @Post('bodies')
  bodies(): object {
    return {};
  }
}

describe('an error is answered', () => {
  let app: TestApp;

  beforeEach(async () => {
    app = await openApp(FailingController);
  });
  afterEach(() => app.close());

  it.each([
    ['/refused/invalid', 422, { message: 'Url is invalid', attributes: ['url'] }],
    [
      '/refused/invalid-in-two-fields',
      422,
      { message: 'One or the other', attributes: ['one', 'other'] },
    ],
    ['/refused/not-found', 404, { error: 'Resource could not be found' }],
    ['/refused/unauthorized', 401, { error: 'Not yours to change' }],
    ['/refused/conflict', 409, { error: 'Somebody else was first' }],
    ['/http', 403, { error: 'Not for you' }],
    ['/http-with-body', 404, { error: 'Not there' }],
    ['/nowhere', 404, { error: 'Cannot GET /nowhere' }],
  ])('where it was foreseen, in the contract’s words: %s', async (path, status, body) => {
    expect(await app.get(path)).toEqual({ status, body });
    expect(app.errors).toEqual([]);
  });

  it.each([
    ['malformed JSON', '{"name":', 'application/json', 400],
    ['no JSON at all', '', 'application/json', 400],
    ['a body that reaches for prototypes', '{"__proto__":{"a":1}}', 'application/json', 400],
    ['a body too large', JSON.stringify('a'.repeat(2_000)), 'application/json', 413],
    ['a type of body nobody reads', '<name/>', 'application/xml', 415],
  ])('where the request cannot be read: %s', async (_, text, contentType, status) => {
    expect(await app.postText('/bodies', text, contentType)).toEqual({
      status,
      body: { error: expect.stringMatching(/\w+/) },
    });
    expect(app.errors).toEqual([]);
  });

  it.each(['/unforeseen', '/no-error', '/upstream', '/redirected'])(
    'where nobody foresaw it, with nothing but that: %s',
    async (path) => {
      expect(await app.get(path)).toEqual({
        status: 500,
        body: { error: 'Internal server error' },
      });
    },
  );

  it('and logged whole with its request where nobody foresaw it', async () => {
    await app.get('/unforeseen');
    expect(app.errors).toEqual([{ err: unforeseen, requestId: 'request-1' }]);
  });
});
