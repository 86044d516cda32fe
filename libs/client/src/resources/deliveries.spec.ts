import type { Delivery, DeliveryDetails } from '../index';
import { connectHoory } from '../testing/fixtures';
import { itCalls } from '../testing/it-calls';
import { jsonAnswer, startRecordingServer } from '../testing/recording-server';

const BASE = '/api/v1/accounts/3/webhooks/7/deliveries';

const DELIVERY: Delivery = {
  id: 9,
  message_id: 'msg_0198_7',
  event: 'message_created',
  event_id: '0198',
  conversation_id: 1,
  replay_id: null,
  status: 'delivered',
  attempts: 1,
  resends: 0,
  created_at: '2026-01-01T00:00:00.000Z',
  next_attempt_at: null,
  finished_at: '2026-01-01T00:00:00.020Z',
  last_attempt: {
    attempted_at: '2026-01-01T00:00:00.001Z',
    status_code: 200,
    error_class: null,
    duration_ms: 12.5,
  },
};
const DETAILS: DeliveryDetails = {
  ...DELIVERY,
  attempt_history: [
    {
      attempt: 1,
      attempted_at: '2026-01-01T00:00:00.001Z',
      request: {
        url: 'https://crm.example.com/hooks',
        headers: { 'webhook-id': 'msg_0198_7', 'X-Key': '***' },
        body: '{"event":"message_created"}',
      },
      response: { status_code: 200, headers: { 'set-cookie': ['a=1', 'b=2'] }, body: 'OK' },
      durations_ms: { dns: null, connect: 1.5, tls: 3, first_byte: 11, total: 12.5 },
      error: null,
    },
  ],
};
const PAGE = { payload: [DELIVERY], meta: { next_cursor: 'NS4w' } };
const RESENT = { id: 9, status: 'pending' };

describe('deliveries', () => {
  itCalls(connectHoory, [
    {
      does: 'lists the newest deliveries of a webhook',
      call: ({ deliveries }) => deliveries.list(7),
      sends: `GET ${BASE}`,
      answer: PAGE,
      gives: PAGE,
    },
    {
      does: 'lists a page of those that are asked for',
      call: ({ deliveries }) =>
        deliveries.list(7, {
          event: 'message_created',
          status: 'failed',
          since: '2026-01-01T00:00:00Z',
          until: '2026-01-02T00:00:00Z',
          conversation_id: 1,
          limit: 10,
          cursor: 'NS4w',
        }),
      sends: `GET ${BASE}?event=message_created&status=failed&since=2026-01-01T00:00:00Z&until=2026-01-02T00:00:00Z&conversation_id=1&limit=10&cursor=NS4w`,
      answer: PAGE,
      gives: PAGE,
    },
    {
      does: 'keeps the offset of a time from UTC',
      call: ({ deliveries }) => deliveries.list(7, { since: '2026-01-01T02:00:00+02:00' }),
      sends: `GET ${BASE}?since=2026-01-01T02:00:00+02:00`,
      answer: PAGE,
      gives: PAGE,
    },
    {
      does: 'finds a delivery with its attempts',
      call: ({ deliveries }) => deliveries.find(7, 9),
      sends: `GET ${BASE}/9`,
      answer: { payload: { delivery: DETAILS } },
      gives: DETAILS,
    },
    {
      does: 'resends a delivery',
      call: ({ deliveries }) => deliveries.resend(7, 9),
      sends: `POST ${BASE}/9/resend`,
      body: {},
      answer: { payload: { delivery: RESENT } },
      gives: RESENT,
    },
  ]);

  it('goes through all pages, those too that are empty', async () => {
    const server = await startRecordingServer();
    const pages = [
      { payload: [DELIVERY], meta: { next_cursor: 'one' } },
      { payload: [], meta: { next_cursor: 'two' } },
      { payload: [{ ...DELIVERY, id: 8 }], meta: { next_cursor: null } },
    ];
    Object.defineProperty(server, 'answer', {
      get: () => jsonAnswer(200, pages[server.requests.length - 1]),
    });

    const ids: number[] = [];
    const each = connectHoory(server.baseUrl).deliveries.each(7, { status: 'failed' });
    for await (const { id } of each) ids.push(id);
    await server.close();

    expect(ids).toEqual([9, 8]);
    expect(server.requests.map(({ path }) => path)).toEqual([
      `${BASE}?status=failed&limit=100`,
      `${BASE}?status=failed&limit=100&cursor=one`,
      `${BASE}?status=failed&limit=100&cursor=two`,
    ]);
  });
});
