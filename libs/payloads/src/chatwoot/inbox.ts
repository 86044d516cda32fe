import type { AccountSnapshot, Channel, Inbox } from '@app/conversation';
import { flag, listOf, nullable, object, text } from '../schema/shapes';
import { accountSchema, idAndName } from './id-and-name';
import { idSchema, isoSchema } from './wording';

/** Chatwoot's settings for what inboxes here do not do. */
const SETTINGS_OF_NONE = {
  greeting_enabled: false,
  greeting_message: null,
  enable_auto_assignment: false,
  auto_assignment_config: {},
  enable_email_collect: false,
  allow_messages_after_resolved: true,
  lock_to_single_conversation: false,
  csat_survey_enabled: false,
  business_name: null,
  timezone: 'UTC',
  working_hours_enabled: false,
  working_hours: [],
  out_of_office_message: null,
} as const;

/** An inbox's settings, without the tokens that make whoever has them its own. */
export function renderInbox(inbox: Inbox, account: AccountSnapshot): object {
  return {
    id: inbox.id,
    name: inbox.name,
    account: idAndName(account),
    ...SETTINGS_OF_NONE,
    created_at: inbox.createdAt,
    updated_at: inbox.updatedAt,
    channel: renderChannel(inbox.id, inbox.channel),
  };
}

/** Its id is the inbox's: neither is without the other. */
function renderChannel(id: number, { type, webhookUrl, websiteUrl }: Channel): object {
  return type === 'Channel::Api'
    ? { id, webhook_url: webhookUrl }
    : { id, website_url: websiteUrl };
}

export const inboxProperties = {
  id: idSchema,
  name: text,
  account: accountSchema,
  greeting_enabled: flag,
  greeting_message: nullable(text),
  enable_auto_assignment: flag,
  auto_assignment_config: object({}),
  enable_email_collect: flag,
  allow_messages_after_resolved: flag,
  lock_to_single_conversation: flag,
  csat_survey_enabled: flag,
  business_name: nullable(text),
  timezone: text,
  working_hours_enabled: flag,
  working_hours: listOf({}, { maxItems: 0 }),
  out_of_office_message: nullable(text),
  created_at: isoSchema,
  updated_at: isoSchema,
  channel: {
    oneOf: [
      object({ id: idSchema, webhook_url: text }),
      object({ id: idSchema, website_url: text }),
    ],
  },
};
