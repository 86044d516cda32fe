import { AGENT, connectHoory, CONVERSATION, TEAM } from '../testing/fixtures';
import { itCalls } from '../testing/it-calls';

const BASE = '/api/v1/accounts/3/conversations';

const COUNTS = { mine_count: 1, unassigned_count: 2, assigned_count: 3, all_count: 5 };
const LIST = { meta: COUNTS, payload: [CONVERSATION] };
const NEW_CONVERSATION = {
  inbox_id: 5,
  contact_id: 11,
  status: 'snoozed',
  snoozed_until: 1_767_312_000,
  assignee_id: 2,
  team_id: 6,
  message: { content: 'Hi' },
} as const;
const RESOLVED = {
  success: true,
  conversation_id: 1,
  current_status: 'resolved',
  snoozed_until: null,
};

describe('conversations', () => {
  itCalls(connectHoory, [
    {
      does: 'lists conversations, by what the server filters unless told',
      call: ({ conversations }) => conversations.list(),
      sends: `GET ${BASE}`,
      answer: { data: LIST },
      gives: LIST,
    },
    {
      does: 'lists conversations by every filter',
      call: ({ conversations }) =>
        conversations.list({
          status: 'all',
          assignee_type: 'me',
          inbox_id: 5,
          team_id: 6,
          labels: ['vip', 'refund'],
          q: 'order',
          page: 2,
        }),
      sends:
        `GET ${BASE}?status=all&assignee_type=me&inbox_id=5&team_id=6` +
        '&labels[]=vip&labels[]=refund&q=order&page=2',
      answer: { data: LIST },
      gives: LIST,
    },
    {
      does: 'counts conversations',
      call: ({ conversations }) => conversations.count({ status: 'pending', labels: ['vip'] }),
      sends: `GET ${BASE}/meta?status=pending&labels[]=vip`,
      answer: { meta: COUNTS },
      gives: COUNTS,
    },
    {
      does: 'finds a conversation',
      call: ({ conversations }) => conversations.find(1),
      sends: `GET ${BASE}/1`,
      answer: CONVERSATION,
      gives: CONVERSATION,
    },
    {
      does: 'creates a conversation with its opening message',
      call: ({ conversations }) => conversations.create(NEW_CONVERSATION),
      sends: `POST ${BASE}`,
      body: NEW_CONVERSATION,
      answer: CONVERSATION,
      gives: CONVERSATION,
    },
    {
      does: 'deletes a conversation',
      call: ({ conversations }) => conversations.delete(1),
      sends: `DELETE ${BASE}/1`,
    },
    {
      does: 'toggles the status',
      call: ({ conversations }) => conversations.toggleStatus(1),
      sends: `POST ${BASE}/1/toggle_status`,
      body: {},
      answer: { meta: {}, payload: RESOLVED },
      gives: RESOLVED,
    },
    {
      does: 'sets the status',
      call: ({ conversations }) =>
        conversations.toggleStatus(1, { status: 'snoozed', snoozed_until: 1_767_312_000 }),
      sends: `POST ${BASE}/1/toggle_status`,
      body: { status: 'snoozed', snoozed_until: 1_767_312_000 },
      answer: { meta: {}, payload: RESOLVED },
      gives: RESOLVED,
    },
    {
      does: 'reports typing',
      call: ({ conversations }) =>
        conversations.toggleTypingStatus(1, { typing_status: 'on', is_private: true }),
      sends: `POST ${BASE}/1/toggle_typing_status`,
      body: { typing_status: 'on', is_private: true },
    },
    {
      does: 'assigns an agent',
      call: ({ conversations }) => conversations.assign(1, { assignee_id: 2 }),
      sends: `POST ${BASE}/1/assignments`,
      body: { assignee_id: 2 },
      answer: AGENT,
      gives: AGENT,
    },
    {
      does: 'assigns a team',
      call: ({ conversations }) => conversations.assign(1, { team_id: 6 }),
      sends: `POST ${BASE}/1/assignments`,
      body: { team_id: 6 },
      answer: TEAM,
      gives: TEAM,
    },
    {
      does: 'takes a conversation from its agent',
      call: ({ conversations }) => conversations.assign(1, { assignee_id: null }),
      sends: `POST ${BASE}/1/assignments`,
      body: { assignee_id: null },
      answer: null,
      gives: null,
    },
    {
      does: 'lists labels',
      call: ({ conversations }) => conversations.listLabels(1),
      sends: `GET ${BASE}/1/labels`,
      answer: { payload: ['vip'] },
      gives: ['vip'],
    },
    {
      does: 'sets labels',
      call: ({ conversations }) => conversations.setLabels(1, ['vip', 'refund']),
      sends: `POST ${BASE}/1/labels`,
      body: { labels: ['vip', 'refund'] },
      answer: { payload: ['refund', 'vip'] },
      gives: ['refund', 'vip'],
    },
    {
      does: 'sets the priority',
      call: ({ conversations }) => conversations.setPriority(1, 'urgent'),
      sends: `POST ${BASE}/1/toggle_priority`,
      body: { priority: 'urgent' },
    },
    {
      does: 'takes the priority away',
      call: ({ conversations }) => conversations.setPriority(1, null),
      sends: `POST ${BASE}/1/toggle_priority`,
      body: { priority: null },
    },
    {
      does: 'sets custom attributes',
      call: ({ conversations }) => conversations.setCustomAttributes(1, { order: 17 }),
      sends: `POST ${BASE}/1/custom_attributes`,
      body: { custom_attributes: { order: 17 } },
      answer: { custom_attributes: { order: 17 } },
      gives: { order: 17 },
    },
    {
      does: 'marks all messages as seen',
      call: ({ conversations }) => conversations.markSeen(1),
      sends: `POST ${BASE}/1/update_last_seen`,
      body: {},
    },
  ]);
});
