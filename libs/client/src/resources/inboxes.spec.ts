import { connectHoory, INBOX } from '../testing/fixtures';
import { itCalls } from '../testing/it-calls';

const BASE = '/api/v1/accounts/3/inboxes';

const NEW_INBOX = {
  name: 'Shop',
  channel: { type: 'api', webhook_url: 'https://bot.example.com' },
} as const;
const CHANGES = { channel: { webhook_url: '' } };

describe('inboxes', () => {
  itCalls(connectHoory, [
    {
      does: 'lists inboxes',
      call: ({ inboxes }) => inboxes.list(),
      sends: `GET ${BASE}`,
      answer: { payload: [INBOX] },
      gives: [INBOX],
    },
    {
      does: 'finds an inbox',
      call: ({ inboxes }) => inboxes.find(5),
      sends: `GET ${BASE}/5`,
      answer: INBOX,
      gives: INBOX,
    },
    {
      does: 'creates an inbox',
      call: ({ inboxes }) => inboxes.create(NEW_INBOX),
      sends: `POST ${BASE}`,
      body: NEW_INBOX,
      answer: INBOX,
      gives: INBOX,
    },
    {
      does: 'updates an inbox with the changes alone',
      call: ({ inboxes }) => inboxes.update(5, CHANGES),
      sends: `PATCH ${BASE}/5`,
      body: CHANGES,
      answer: INBOX,
      gives: INBOX,
    },
  ]);
});
