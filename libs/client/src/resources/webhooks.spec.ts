import type { CreateWebhook, Webhook, WebhookHistory, WebhookStatistics } from '../index';
import { connectHoory, WEBHOOK } from '../testing/fixtures';
import { itCalls } from '../testing/it-calls';

const BASE = '/api/v1/accounts/3/webhooks';

const { url, subscriptions, format } = WEBHOOK;
const NEW_WEBHOOK: CreateWebhook = {
  url,
  subscriptions,
  name: 'CRM',
  inbox_id: 5,
  format,
  timeout_seconds: 30,
  rate_limit: 50,
  ordering: 'conversation',
  headers: { 'X-Key': 'key' },
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
};
const DISABLED: Webhook = {
  ...WEBHOOK,
  status: 'disabled',
  disabled_reason: 'owner',
  disabled_at: '2026-01-01T00:00:00.000Z',
};
const MESSAGE_ID = 'msg_0198_7';
const HISTORY: WebhookHistory = {
  payload: [
    {
      version: 2,
      type: 'webhook_disabled',
      at: '2026-01-01T00:00:00.000Z',
      actor: { id: 2, type: 'user' },
      reason: 'owner',
      failing_since: null,
    },
  ],
  meta: { next_before: 2 },
};
const STATISTICS: WebhookStatistics = {
  success_rate: 0.5,
  duration_ms: { p50: 12, p99: 40 },
  attempts: 2,
  pending: 1,
  next_retry_at: '2026-01-01T00:05:00.000Z',
  circuit: 'closed',
  hours: [{ at: '2026-01-01T00:00:00.000Z', succeeded: 1, failed: 1 }],
};
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
      does: 'takes limits and headers away',
      call: ({ webhooks }) => webhooks.update(7, { rate_limit: null, headers: null }),
      sends: `PATCH ${BASE}/7`,
      body: { rate_limit: null, headers: null },
      answer: { payload: { webhook: WEBHOOK } },
      gives: WEBHOOK,
    },
    {
      does: 'disables a webhook',
      call: ({ webhooks }) => webhooks.disable(7),
      sends: `POST ${BASE}/7/disable`,
      body: '',
      answer: { payload: { webhook: DISABLED } },
      gives: DISABLED,
    },
    {
      does: 'enables a webhook as the server has it',
      call: ({ webhooks }) => webhooks.enable(7),
      sends: `POST ${BASE}/7/enable`,
      body: {},
      answer: { payload: { webhook: WEBHOOK } },
      gives: WEBHOOK,
    },
    {
      does: 'enables a webhook with what it has missed, at a rate',
      call: ({ webhooks }) => webhooks.enable(7, { deliver_missed: true, rate: 20 }),
      sends: `POST ${BASE}/7/enable`,
      body: { deliver_missed: true, rate: 20 },
      answer: { payload: { webhook: WEBHOOK } },
      gives: WEBHOOK,
    },
    {
      does: 'rotates a secret to one that the server makes',
      call: ({ webhooks }) => webhooks.rotateSecret(7),
      sends: `POST ${BASE}/7/secret/rotate`,
      body: {},
      answer: { payload: { webhook: WEBHOOK } },
      gives: WEBHOOK,
    },
    {
      does: 'rotates a secret to a given one',
      call: ({ webhooks }) =>
        webhooks.rotateSecret(7, { secret: WEBHOOK.secret, overlap_seconds: 0 }),
      sends: `POST ${BASE}/7/secret/rotate`,
      body: { secret: WEBHOOK.secret, overlap_seconds: 0 },
      answer: { payload: { webhook: WEBHOOK } },
      gives: WEBHOOK,
    },
    {
      does: 'asks for a test of what the webhook subscribes to first',
      call: ({ webhooks }) => webhooks.test(7),
      sends: `POST ${BASE}/7/test`,
      body: {},
      answer: { payload: { message_id: MESSAGE_ID } },
      gives: MESSAGE_ID,
    },
    {
      does: 'asks for a test of an event',
      call: ({ webhooks }) => webhooks.test(7, 'delivery_exhausted'),
      sends: `POST ${BASE}/7/test`,
      body: { event: 'delivery_exhausted' },
      answer: { payload: { message_id: MESSAGE_ID } },
      gives: MESSAGE_ID,
    },
    {
      does: 'reads how a webhook does',
      call: ({ webhooks }) => webhooks.statistics(7),
      sends: `GET ${BASE}/7/statistics`,
      answer: { payload: STATISTICS },
      gives: STATISTICS,
    },
    {
      does: 'reads the newest of a history',
      call: ({ webhooks }) => webhooks.history(7),
      sends: `GET ${BASE}/7/history`,
      answer: HISTORY,
      gives: HISTORY,
    },
    {
      does: 'reads a page of a history',
      call: ({ webhooks }) => webhooks.history(7, { before: 2, limit: 50 }),
      sends: `GET ${BASE}/7/history?before=2&limit=50`,
      answer: HISTORY,
      gives: HISTORY,
    },
    {
      does: 'deletes a webhook and takes the empty answer',
      call: ({ webhooks }) => webhooks.delete(7),
      sends: `DELETE ${BASE}/7`,
    },
  ]);
});
