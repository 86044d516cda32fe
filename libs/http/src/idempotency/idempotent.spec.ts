import {
  type CommandMetadata,
  type Decider,
  EventStore,
  IdempotencyKeys,
  Refusal,
} from '@app/event-store';
import { DRIVERS, type DriverHarness } from '@app/event-store/testing';
import { SecretBox } from '@app/secrets';
import {
  Body,
  type CanActivate,
  Controller,
  type ExecutionContext,
  HttpCode,
  Param,
  Post,
  Req,
  UseGuards,
} from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { IsString } from 'class-validator';
import { openApp, type TestApp } from '../testing/open-app';
import { Idempotent } from './idempotent';
import type { IdempotentRequest } from './idempotent-request';

const DAY_MS = 24 * 60 * 60 * 1_000;

interface ThingCreated {
  readonly type: 'ThingCreated';
  readonly data: { readonly id: number; readonly name: string };
}

const thing: Decider<ThingCreated['data'], { name: string }, ThingCreated> = {
  stateSchema: 1,
  initialState: { name: '' },
  decide(data) {
    if (data.name === '') throw Refusal.invalid('name', 'Name is missing');
    return [{ type: 'ThingCreated', data }];
  },
  evolve: (_state, { data }) => ({ name: data.name }),
};

class ThingDto {
  @IsString()
  name: string;
}

class CallerGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<IdempotentRequest>();
    const caller = request.headers['x-caller'];
    if (caller !== 'nobody') request.idempotencyScope = `caller:${String(caller ?? 'ada')}`;
    request.sharedIdempotencyScope = caller === 'anybody';
    return true;
  }
}

@Controller('shelves/:shelf')
@UseGuards(CallerGuard)
class ThingsController {
  constructor(private readonly store: EventStore) {}

  @Post('things')
  @Idempotent()
  @HttpCode(202)
  async create(
    @Param('shelf') shelf: string,
    @Body() { name }: ThingDto,
    @Req() request: IdempotentRequest,
  ): Promise<object> {
    const { events } = await this.store.handle(thing, {
      stream: (id) => `thing-${id('thing')}`,
      metadata: metadataOf(request),
      command: ({ id }) => ({ id: id('thing'), name }),
    });
    return { ...events[0]!.data, shelf, secret: 'whsec_secret' };
  }

  @Post('notices')
  @Idempotent()
  async notice(@Req() request: IdempotentRequest): Promise<void> {
    await this.store.handle(thing, {
      stream: (id) => `thing-${id('thing')}`,
      metadata: metadataOf(request),
      command: ({ id }) => ({ id: id('thing'), name: 'notice' }),
    });
  }
}

function metadataOf({ id, idempotency }: IdempotentRequest): CommandMetadata {
  return { accountId: 1, actor: null, correlationId: id, idempotency };
}

describe.each(DRIVERS)('a request with an Idempotency-Key on $name', (driver) => {
  const secretsKey = SecretBox.makeKey();
  let secretBox: SecretBox;
  let harness: DriverHarness;
  let app: TestApp;

  const start = async (): Promise<void> => {
    app = await openApp(ThingsController, [
      { provide: EventStore, useValue: harness.store },
      { provide: IdempotencyKeys, useValue: harness.idempotencyKeys },
      { provide: SecretBox, useValue: secretBox },
    ]);
  };
  const restart = async (key = secretsKey): Promise<void> => {
    await app.close();
    await harness.reopen();
    secretBox = new SecretBox(key);
    await start();
  };

  beforeEach(async () => {
    harness = await driver.open();
    secretBox = new SecretBox(secretsKey);
    await start();
  });
  afterEach(async () => {
    await app.close();
    await harness.close();
  });

  interface Sent {
    /** null sends none. */
    readonly key?: string | null;
    readonly caller?: string;
    readonly path?: string;
    readonly payload?: string;
  }
  const post = async ({
    key = 'key-1',
    caller = 'ada',
    path = '/shelves/1/things',
    payload = '{"name":"Lamp"}',
  }: Sent = {}) => {
    const { statusCode, headers, body } = await app.nest.inject({
      method: 'POST',
      url: path,
      headers: {
        'content-type': 'application/json',
        'x-caller': caller,
        ...(key !== null && { 'idempotency-key': key }),
      },
      payload,
    });
    return {
      status: statusCode,
      type: headers['content-type'],
      body,
      replayed: headers['idempotent-replayed'],
    };
  };
  const readNames = async () =>
    (await harness.store.readBatch('', 100)).events.map(
      ({ data }) => (data as ThingCreated['data']).name,
    );
  /** As a kill between the command's commit and the answer leaves them. */
  const loseAnswers = () => harness.sql('UPDATE idempotency_keys SET answer = NULL');

  const first = {
    status: 202,
    type: 'application/json; charset=utf-8',
    body: '{"id":1,"name":"Lamp","shelf":"1","secret":"whsec_secret"}',
    replayed: undefined,
  };
  const again = { ...first, replayed: 'true' };
  const conflict = {
    status: 409,
    body: '{"error":"Idempotency-Key has already been used for another request"}',
    replayed: undefined,
  };

  it('is answered as one without is', async () => {
    expect(await post({ key: null })).toEqual(first);
    expect(await post()).toEqual({ ...first, body: first.body.replace('1', '2') });
  });

  it('gets the first answer again, and does nothing', async () => {
    expect(await post()).toEqual(first);

    expect(await post()).toEqual(again);
    await restart();
    expect(await post()).toEqual(again);
    expect(await readNames()).toEqual(['Lamp']);
  });

  it('gets the first answer again where there was nothing in it', async () => {
    const path = '/shelves/1/notices';
    const empty = { status: 201, type: undefined, body: '', replayed: undefined };

    expect(await post({ path })).toEqual(empty);
    expect(await post({ path })).toEqual({ ...empty, replayed: 'true' });
    expect(await readNames()).toEqual(['notice']);
  });

  it('has its body compared, and not how that is written', async () => {
    const path = '/shelves/1/notices';
    await post({ path, payload: '{"a":{"b":[1,2],"c":null},"d":"x"}' });

    expect(
      await post({ path, payload: '{ "d":"\\u0078", "a":{"c":null, "b":[1,2]} }' }),
    ).toMatchObject({ status: 201, replayed: 'true' });
    expect(await post({ path, payload: '{"a":{"b":[2,1],"c":null},"d":"x"}' })).toMatchObject(
      conflict,
    );
  });

  it('without the key is another one each time', async () => {
    await post({ key: null });
    await post({ key: null });

    expect(await readNames()).toEqual(['Lamp', 'Lamp']);
    expect(await harness.sql('SELECT * FROM idempotency_keys')).toEqual([]);
  });

  it.each<[string, Sent]>([
    ['body', { payload: '{"name":"Desk"}' }],
    ['path', { path: '/shelves/2/things' }],
    ['query', { path: '/shelves/1/things?page=2' }],
  ])('is refused where the key was used with another %s', async (_, other) => {
    await post();

    expect(await post(other)).toMatchObject(conflict);
    await restart();
    expect(await post(other)).toMatchObject(conflict);
    await loseAnswers();
    expect(await post(other)).toMatchObject(conflict);
    expect(await readNames()).toEqual(['Lamp']);
  });

  it.each<[string, Sent]>([
    ['under another key', { key: 'key-2' }],
    ['of another caller', { caller: 'bob' }],
    ['to another route', { path: '/shelves/1/notices' }],
  ])('is another one %s', async (_, other) => {
    await post();

    expect((await post(other)).replayed).toBeUndefined();
    expect(await readNames()).toHaveLength(2);
  });

  it('happens once where many come at once, and each gets the answer', async () => {
    const answers = await Promise.all([post(), post(), post(), post()]);

    expect(answers).toEqual([first, again, again, again]);
    expect(await readNames()).toEqual(['Lamp']);
  });

  it('is refused while another under its key is under way', async () => {
    const answers = await Promise.all([post(), post({ payload: '{"name":"Desk"}' })]);

    expect(answers).toMatchObject([first, conflict]);
    expect(await readNames()).toEqual(['Lamp']);
  });

  it('is answered as the first time though the process was killed before it answered', async () => {
    await post();
    await loseAnswers();
    await restart();

    expect(await post()).toEqual(first);
    expect(await post()).toEqual(again);
    expect(await readNames()).toEqual(['Lamp']);
  });

  it.each([
    ['with its answer', async () => {}],
    ['without one', loseAnswers],
  ])('is known after a newer key was put before the one of secrets, %s', async (_, lose) => {
    await post();
    await lose();
    await restart(`${SecretBox.makeKey()},${secretsKey}`);

    expect(await post({ payload: '{"name":"Desk"}' })).toMatchObject(conflict);
    expect((await post()).body).toBe(first.body);
    expect(await post()).toEqual(again);
    expect(await readNames()).toEqual(['Lamp']);
  });

  it('is refused, and not carried out again, once its key of secrets is gone', async () => {
    await post();
    await restart(SecretBox.makeKey());

    expect(await post()).toMatchObject(conflict);
    expect(await readNames()).toEqual(['Lamp']);
  });

  it.each(['{"name":""}', '{"name":7}'])(
    'leaves the key free where it is refused: %s',
    async (payload) => {
      const answers = await Promise.all([post({ payload }), post({ payload })]);

      expect(answers).toMatchObject([
        { status: 422, replayed: undefined },
        { status: 422, replayed: undefined },
      ]);
      expect(await post()).toEqual(first);
    },
  );

  it('is tried by the one that waited where the first failed', async () => {
    harness.store.addProjection({
      name: 'failing once',
      tables: ['nowhere'],
      project: () =>
        failures-- > 0 ? [{ sql: 'INSERT INTO nowhere VALUES (1)', params: [] }] : [],
    });
    let failures = 1;

    const answers = await Promise.all([post(), post(), post()]);

    expect(answers).toEqual([expect.objectContaining({ status: 500 }), first, again]);
  });

  it('is made again where its answer could not be kept', async () => {
    jest
      .spyOn(harness.idempotencyKeys, 'saveAnswer')
      .mockRejectedValueOnce(new Error('disk is full'));

    expect(await Promise.all([post(), post()])).toEqual([
      expect.objectContaining({ status: 500, body: '{"error":"Internal server error"}' }),
      first,
    ]);
    expect(await post()).toEqual(again);
    expect(await readNames()).toEqual(['Lamp']);
  });

  it('is new after 24 hours', async () => {
    await post();

    harness.clock.advance(DAY_MS - 1);
    expect(await post()).toEqual(again);
    harness.clock.advance(1);
    expect(await post({ payload: '{"name":"Desk"}' })).toMatchObject({
      status: 202,
      replayed: undefined,
    });
    expect(await readNames()).toEqual(['Lamp', 'Desk']);
  });

  it.each([
    ['of one character', '~'],
    ['of several words', 'a "b" c'],
    ['of 255 characters', 'k'.repeat(255)],
  ])('may have a key %s', async (_, key) => {
    await post({ key });

    expect(await post({ key })).toEqual(again);
  });

  it.each([
    ['no character', '', '""'],
    ['256 characters', 'k'.repeat(256), 'a string of 256 characters'],
    ['letters that ASCII has not', 'schlüssel', '"schlüssel"'],
    ['what is not printed', 'a\tb', '"a\\tb"'],
  ])('is refused with a key of %s', async (_, key, got) => {
    const { status, body } = await post({ key });

    expect({ status, body: JSON.parse(body) as object }).toEqual({
      status: 422,
      body: {
        message: `Idempotency-Key must be 1 to 255 printable ASCII characters, got ${got}`,
        attributes: ['idempotency_key'],
      },
    });
    expect(await readNames()).toEqual([]);
  });

  it('takes nothing but a random UUID where strangers share their keys', async () => {
    const guessed = await post({ caller: 'anybody', key: 'order-1' });
    expect(guessed.status).toBe(422);
    expect(guessed.body).toContain('Idempotency-Key must be a random UUID');
    const random = { caller: 'anybody', key: 'b6ad2f46-6dbe-4a0e-9a4c-3c3f0c1a7a11' };
    expect((await post(random)).status).toBe(202);
    expect(await post(random)).toEqual(again);
  });

  it('is refused where its body is too deep to be compared', async () => {
    const payload = `{"name":${'['.repeat(900)}${']'.repeat(900)}}`;

    expect(await post({ payload })).toMatchObject({
      status: 422,
      body: '{"message":"Name must not be nested deeper than 64 levels","attributes":["name"]}',
    });
  });

  it('has its answer kept where nobody reads the secrets in it', async () => {
    await post();

    const [row] = await harness.sql('SELECT * FROM idempotency_keys');
    expect(row!['answer']).toEqual(expect.any(String));
    expect(JSON.stringify(row)).not.toContain('whsec_secret');
  });

  it('is a mistake of the server on a route whose guard says nobody’s it is', async () => {
    expect(await post({ caller: 'nobody' })).toMatchObject({ status: 500 });
    expect(app.errors).toMatchObject([
      {
        err: new Error(
          'No guard of POST /shelves/:shelf/things says whose idempotency keys it takes',
        ),
      },
    ]);
  });

  it('is told of in the documentation of the API', () => {
    const { paths } = SwaggerModule.createDocument(app.nest, new DocumentBuilder().build());
    const route = paths['/shelves/{shelf}/things']!.post!;

    expect(route.parameters).toContainEqual(
      expect.objectContaining({ name: 'Idempotency-Key', in: 'header', required: false }),
    );
    expect(route.responses).toHaveProperty('409');
  });
});
