import { connectHoory, WEBHOOK } from '../testing/fixtures';
import { itCalls } from '../testing/it-calls';

const BASE = '/api/v1/accounts/3/webhooks';

const { url, subscriptions, format } = WEBHOOK;
const NEW_WEBHOOK = { url, subscriptions, name: 'CRM', inbox_id: 5, format };
const RENAMED = { ...WEBHOOK, name: 'ERP', inbox: undefined };

describe('webhooks', () => {
  itCalls(connectHoory, [
    {
      does: 'lists webhooks',
      call: ({ webhooks }) => webhooks.list(),
      sends: `GET ${BASE}`,
      answer: { payload: { webhooks: [WEBHOOK] } },
      gives: [WEBHOOK],
    },
    {
      does: 'creates a webhook with a flat body',
      call: ({ webhooks }) => webhooks.create(NEW_WEBHOOK),
      sends: `POST ${BASE}`,
      body: NEW_WEBHOOK,
      answer: { payload: { webhook: WEBHOOK } },
      gives: WEBHOOK,
    },
    {
      does: 'leaves to the server what the caller leaves out',
      call: ({ webhooks }) => webhooks.create({ url }),
      sends: `POST ${BASE}`,
      body: { url },
      answer: { payload: { webhook: WEBHOOK } },
      gives: WEBHOOK,
    },
    {
      does: 'updates a webhook with the changes alone, null among them',
      call: ({ webhooks }) => webhooks.update(7, { name: 'ERP', inbox_id: null }),
      sends: `PATCH ${BASE}/7`,
      body: { name: 'ERP', inbox_id: null },
      answer: { payload: { webhook: RENAMED } },
      gives: RENAMED,
    },
    {
      does: 'deletes a webhook and takes the empty answer',
      call: ({ webhooks }) => webhooks.delete(7),
      sends: `DELETE ${BASE}/7`,
    },
  ]);
});
