import type { Recovery } from '../index';
import { connectHoory } from '../testing/fixtures';
import { itCalls } from '../testing/it-calls';

const BASE = '/api/v1/accounts/3/webhooks/7/recoveries';

const RECOVERY: Recovery = {
  id: 2,
  kind: 'failed',
  status: 'running',
  since: '2026-01-01T00:00:00.000Z',
  rate: 50,
  total: 10,
  counts: { delivered: 3, failed: 0, remaining: 2 },
  progress: 0.5,
  created_at: '2026-01-02T00:00:00.000Z',
  finished_at: null,
};
const REPLY = { payload: { recovery: RECOVERY } };
const NEW_RECOVERY = { since: '2026-01-01T00:00:00Z', rate: 50 };

describe('recoveries', () => {
  itCalls(connectHoory, [
    {
      does: 'lists the recoveries of a webhook',
      call: ({ recoveries }) => recoveries.list(7),
      sends: `GET ${BASE}`,
      answer: { payload: [RECOVERY] },
      gives: [RECOVERY],
    },
    {
      does: 'resends what failed since a time',
      call: ({ recoveries }) => recoveries.create(7, NEW_RECOVERY),
      sends: `POST ${BASE}`,
      body: NEW_RECOVERY,
      answer: REPLY,
      gives: RECOVERY,
    },
    {
      does: 'finds a recovery',
      call: ({ recoveries }) => recoveries.find(7, 2),
      sends: `GET ${BASE}/2`,
      answer: REPLY,
      gives: RECOVERY,
    },
    {
      does: 'cancels a recovery',
      call: ({ recoveries }) => recoveries.cancel(7, 2),
      sends: `POST ${BASE}/2/cancel`,
      body: {},
      answer: REPLY,
      gives: RECOVERY,
    },
  ]);
});
