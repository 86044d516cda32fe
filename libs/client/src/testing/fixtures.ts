import {
  HooryClient,
  type Agent,
  type ContactView,
  type Conversation,
  type Inbox,
  type Message,
  type Team,
  type Webhook,
} from '../index';

export const connectHoory = (baseUrl: string): HooryClient =>
  new HooryClient({ baseUrl, accessToken: 'token-of-ann', accountId: 3 });

export const WEBHOOK: Webhook = {
  id: 7,
  name: 'CRM',
  url: 'https://crm.example.com/hooks',
  account_id: 3,
  subscriptions: ['message_created', 'conversation_status_changed'],
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  previous_secret_valid_until: null,
  format: 'chatwoot',
  inbox: { id: 5, name: 'Shop' },
  timeout_seconds: 15,
  rate_limit: null,
  ordering: 'none',
  custom_header_names: ['X-Key'],
  status: 'enabled',
  disabled_reason: null,
  disabled_at: null,
};

export const INBOX: Inbox = {
  id: 5,
  name: 'Shop',
  channel_type: 'Channel::Api',
  webhook_url: 'https://bot.example.com',
  inbox_identifier: 'Tq8Xn2',
};

export const AGENT: Agent = {
  id: 2,
  uid: 'ann@example.com',
  name: 'Ann Lee',
  available_name: 'Ann',
  display_name: 'Ann',
  email: 'ann@example.com',
  account_id: 3,
  role: 'agent',
  confirmed: true,
  thumbnail: '',
};

export const TEAM: Team = {
  id: 6,
  name: 'support',
  description: 'First line',
  allow_auto_assign: true,
  account_id: 3,
  is_member: false,
};

export const CONTACT: ContactView = {
  id: 11,
  name: 'Zoë',
  email: 'zoe@example.com',
  phone_number: '+14155550100',
  identifier: null,
  blocked: false,
  thumbnail: '',
  custom_attributes: { plan: 'gold' },
  additional_attributes: {},
  created_at: 1_767_225_600,
  last_activity_at: 1_767_225_600,
  contact_inboxes: [{ source_id: 'b2c4', inbox: INBOX }],
};

export const MESSAGE: Message = {
  id: 42,
  content: 'Hi',
  account_id: 3,
  inbox_id: 5,
  conversation_id: 1,
  message_type: 0,
  content_type: 'text',
  content_attributes: {},
  created_at: 1_767_225_600,
  private: false,
  status: 'sent',
  source_id: null,
  sender: { id: 11, name: 'Zoë', email: 'zoe@example.com', type: 'contact' },
};

export const CONVERSATION: Conversation = {
  id: 1,
  account_id: 3,
  inbox_id: 5,
  status: 'open',
  snoozed_until: null,
  priority: null,
  messages: [MESSAGE],
  meta: { sender: CONTACT, channel: 'Channel::Api', hmac_verified: false },
  labels: [],
  can_reply: true,
  muted: false,
  additional_attributes: {},
  custom_attributes: {},
  unread_count: 1,
  agent_last_seen_at: 0,
  contact_last_seen_at: 0,
  first_reply_created_at: 0,
  waiting_since: 1_767_225_600,
  last_activity_at: 1_767_225_600,
  timestamp: 1_767_225_600,
  created_at: 1_767_225_600,
  updated_at: 1_767_225_600,
};
