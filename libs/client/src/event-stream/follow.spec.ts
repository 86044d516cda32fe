import { HooryApiError, HooryConnectionError, type Replay } from '../index';
import { connectHoory } from '../testing/fixtures';
import {
  jsonAnswer,
  startRecordingServer,
  type Answer,
  type RecordingServer,
} from '../testing/recording-server';

const stream = (...lines: string[]): Answer => ({
  status: 200,
  headers: { 'content-type': 'text/event-stream' },
  body: lines.join('\n'),
});
const event = (position: number): string[] => [
  `id: ${position}`,
  'event: MessageCreated',
  `data: {"position":${position}}`,
  '',
  '',
];
const progress = (state: string): string[] => ['event: progress', `data: {"state":"${state}"}`, ''];

describe('Following', () => {
  let server: RecordingServer;
  /** One a request, the last for all others. */
  let answers: Answer[];
  beforeEach(async () => {
    server = await startRecordingServer();
    Object.defineProperty(server, 'answer', {
      get: () => answers[Math.min(server.requests.length, answers.length) - 1],
    });
  });
  afterEach(() => server.close());

  const take = async (count: number, after?: number): Promise<number[]> => {
    const positions: number[] = [];
    const events = connectHoory(server.baseUrl).events.follow(after === undefined ? {} : { after });
    for await (const { position } of events) {
      if (positions.push(position) === count) break;
    }
    return positions;
  };
  const lastEventIds = () => server.requests.map(({ headers }) => headers['last-event-id']);

  it('asks for the stream with the token, behind the position that is told', async () => {
    answers = [stream(...event(8))];

    expect(await take(1, 7)).toEqual([8]);
    const [{ path, headers }] = server.requests as [(typeof server.requests)[number]];
    expect(path).toBe('/api/v1/accounts/3/events/stream');
    expect(headers).toMatchObject({ api_access_token: 'token-of-ann', 'last-event-id': '7' });
  });

  it('comes back from behind the last event, also where there was none yet', async () => {
    answers = [
      stream(': following', 'id: 6', '', ''),
      stream('id: 6', '', ...event(7), 'id: 8', 'data: {"position":8'),
      stream(...event(8)),
    ];

    expect(await take(2)).toEqual([7, 8]);
    expect(lastEventIds()).toEqual([undefined, '6', '7']);
  });

  it('says each time that it is connected', async () => {
    answers = [stream(...event(7)), jsonAnswer(503, { error: 'Starting' }), stream(...event(8))];
    const seen: (number | 'open')[] = [];
    const onOpen = () => seen.push('open');
    for await (const { position } of connectHoory(server.baseUrl).events.follow({ onOpen })) {
      if (seen.push(position) === 4) break;
    }

    expect(seen).toEqual(['open', 7, 'open', 8]);
  });

  it('waits for a server that is away for now', async () => {
    answers = [stream(...event(7)), jsonAnswer(503, { error: 'Starting' }), stream(...event(8))];

    expect(await take(2)).toEqual([7, 8]);
  });

  it('ends with what the server says against it, at first and later', async () => {
    answers = [jsonAnswer(503, { error: '100 streams are open already' })];
    await expect(take(1)).rejects.toEqual(new HooryApiError(503, '100 streams are open already'));

    answers = [answers[0]!, stream(...event(7)), jsonAnswer(401, { error: 'Invalid token' })];
    await expect(take(2)).rejects.toEqual(new HooryApiError(401, 'Invalid token'));
    expect(server.requests).toHaveLength(3);
  });

  it('ends where something else than the API answers', async () => {
    answers = [{ status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' }];

    await expect(take(1)).rejects.toBeInstanceOf(HooryConnectionError);
  });

  it('ends where nobody answers to begin with', async () => {
    const { events } = connectHoory('http://127.0.0.1:1');

    await expect(events.follow().next()).rejects.toBeInstanceOf(HooryConnectionError);
  });

  it('ends with the reason of a signal, and asks no more', async () => {
    answers = [stream(...event(7))];
    const abort = new AbortController();
    const events = connectHoory(server.baseUrl).events.follow({ signal: abort.signal });
    await events.next();
    const next = events.next();
    abort.abort(new Error('enough'));

    await expect(next).rejects.toThrow('enough');
    expect(server.requests).toHaveLength(1);
    const aborted = connectHoory(server.baseUrl).events.follow({ signal: abort.signal });
    await expect(aborted.next()).rejects.toThrow('enough');
    expect(server.requests).toHaveLength(1);
  });

  it('tells how far a replay is until it has ended', async () => {
    answers = [
      stream(...progress('running'), 'event: error', 'data: no', '', ''),
      stream(...progress('paused'), ...progress('failed'), ...progress('never read'), ''),
    ];
    const states: Replay['state'][] = [];
    for await (const { state } of connectHoory(server.baseUrl).replays.follow(7, 2)) {
      states.push(state);
    }

    expect(states).toEqual(['running', 'paused', 'failed']);
    expect(server.requests[0]!.path).toBe('/api/v1/accounts/3/webhooks/7/replays/2/events');
  });
});
