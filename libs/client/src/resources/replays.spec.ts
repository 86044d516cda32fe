import type { Replay } from '../index';
import { connectHoory } from '../testing/fixtures';
import { itCalls } from '../testing/it-calls';

const BASE = '/api/v1/accounts/3/webhooks/7/replays';

const REPLAY: Replay = {
  id: 2,
  webhook_id: 7,
  state: 'running',
  from_position: 1,
  to_position: 100,
  events: null,
  conversation_id: null,
  which: 'missing',
  rate: 50,
  counts: { matched: 5, delivered: 3, failed: 0, remaining: 2 },
  progress: 0.5,
  estimated_end_at: '2026-01-02T00:00:05.000Z',
  created_at: '2026-01-02T00:00:00.000Z',
  finished_at: null,
};
const REPLY = { payload: { replay: REPLAY } };
const RANGE = { from: 'beginning', which: 'missing' } as const;
const PREVIEW = { from_position: 1, to_position: 100, matched: 1, bodies: ['{}'] };

describe('replays', () => {
  itCalls(connectHoory, [
    {
      does: 'lists the replays of a webhook',
      call: ({ replays }) => replays.list(7),
      sends: `GET ${BASE}`,
      answer: { payload: [REPLAY] },
      gives: [REPLAY],
    },
    {
      does: 'starts a replay',
      call: ({ replays }) => replays.start(7, { ...RANGE, rate: 50 }),
      sends: `POST ${BASE}`,
      body: { ...RANGE, rate: 50 },
      answer: REPLY,
      gives: REPLAY,
    },
    {
      does: 'shows what a replay would send',
      call: ({ replays }) => replays.preview(7, RANGE),
      sends: `POST ${BASE}`,
      body: { ...RANGE, dry_run: true },
      answer: { payload: { dry_run: PREVIEW } },
      gives: PREVIEW,
    },
    {
      does: 'finds a replay',
      call: ({ replays }) => replays.find(7, 2),
      sends: `GET ${BASE}/2`,
      answer: REPLY,
      gives: REPLAY,
    },
    {
      does: 'gives a replay another rate',
      call: ({ replays }) => replays.changeRate(7, 2, null),
      sends: `PATCH ${BASE}/2`,
      body: { rate: null },
      answer: REPLY,
      gives: REPLAY,
    },
    ...(['pause', 'resume', 'cancel'] as const).map((action) => ({
      does: `can ${action} a replay`,
      call: ({ replays }: ReturnType<typeof connectHoory>) => replays[action](7, 2),
      sends: `POST ${BASE}/2/${action}`,
      body: {},
      answer: REPLY,
      gives: REPLAY,
    })),
  ]);
});
