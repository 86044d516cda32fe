import type { EventList, LoggedEvent, WantingWebhook } from '../index';
import { connectHoory } from '../testing/fixtures';
import { itCalls } from '../testing/it-calls';
import { jsonAnswer, startRecordingServer } from '../testing/recording-server';

const BASE = '/api/v1/accounts/3/events';

const EVENT: LoggedEvent = {
  position: 7,
  id: '0198',
  type: 'MessageCreated',
  stream: 'conversation-3-1',
  version: 2,
  schema_version: 2,
  occurred_at: '2026-01-01T00:00:00.000Z',
  recorded_at: '2026-01-01T00:00:00.001Z',
  actor: { type: 'user', id: 1 },
  correlation_id: 'request-1',
  causation_id: null,
  data: { message: { id: 1 } },
};
const WANTING: WantingWebhook = {
  id: 2,
  url: 'https://example.com/hooks',
  format: 'hoory',
  inbox_id: null,
  disabled: false,
};
const PAGE: EventList = { payload: [EVENT], meta: { next_cursor: 'Nw' } };

describe('events', () => {
  itCalls(connectHoory, [
    {
      does: 'lists the newest events of the account',
      call: ({ events }) => events.list(),
      sends: `GET ${BASE}`,
      answer: PAGE,
      gives: PAGE,
    },
    {
      does: 'lists a page of those that are asked for',
      call: ({ events }) =>
        events.list({
          type: 'MessageCreated',
          stream: 'conversation-3-1',
          since: '2026-01-01T00:00:00Z',
          until: '2026-01-02T00:00:00Z',
          limit: 10,
          cursor: 'Nw',
        }),
      sends: `GET ${BASE}?type=MessageCreated&stream=conversation-3-1&since=2026-01-01T00:00:00Z&until=2026-01-02T00:00:00Z&limit=10&cursor=Nw`,
      answer: PAGE,
      gives: PAGE,
    },
    {
      does: 'lists the webhooks that wanted an event',
      call: ({ events }) => events.wanting(7),
      sends: `GET ${BASE}/7/webhooks`,
      answer: { payload: [WANTING] },
      gives: [WANTING],
    },
  ]);

  it('goes through all pages, those too that are empty', async () => {
    const server = await startRecordingServer();
    const pages = [
      { payload: [EVENT], meta: { next_cursor: 'one' } },
      { payload: [], meta: { next_cursor: 'two' } },
      { payload: [{ ...EVENT, position: 3 }], meta: { next_cursor: null } },
    ];
    Object.defineProperty(server, 'answer', {
      get: () => jsonAnswer(200, pages[server.requests.length - 1]),
    });

    const positions: number[] = [];
    const each = connectHoory(server.baseUrl).events.each({ type: 'MessageCreated' });
    for await (const { position } of each) positions.push(position);
    await server.close();

    expect(positions).toEqual([7, 3]);
    expect(server.requests.map(({ path }) => path)).toEqual([
      `${BASE}?type=MessageCreated&limit=100`,
      `${BASE}?type=MessageCreated&limit=100&cursor=one`,
      `${BASE}?type=MessageCreated&limit=100&cursor=two`,
    ]);
  });
});
