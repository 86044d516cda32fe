import type { WebhookEventName } from '@app/client';
import type { Installation } from '../installation';
import { callRest } from '../rest';

export const CHAT = '14155550100@s.whatsapp.net';
export const FILE_NAME = 'Prices für Zoë.txt';

/** What was done, and what a webhook for everything is to get of it, once each. */
export interface Story {
  readonly events: readonly WebhookEventName[];
  readonly inboxId: number;
  readonly websiteId: number;
  readonly conversationId: number;
  readonly sourceId: string;
  readonly contactId: number;
  readonly agentId: number;
  /** Ids of messages. */
  readonly question: number;
  readonly answer: number;
  readonly answerUrl: string;
}

/** Has all fifteen events of a support desk happen: all but those of webhooks themselves. */
export async function tellEveryEvent({ client, server }: Installation): Promise<Story> {
  const events: WebhookEventName[] = [];
  const expecting = async <Done>(names: WebhookEventName[], done: Promise<Done>): Promise<Done> => {
    events.push(...names);
    return done;
  };
  const post = (path: string, body?: object) =>
    callRest(server.url, { method: 'POST', path, body });
  const agent = await client.profile.find();

  const channel = { type: 'api' } as const;
  const { id: inboxId } = await expecting(
    ['inbox_created'],
    client.inboxes.create({ name: 'Phone', channel }),
  );
  await expecting(['inbox_updated'], client.inboxes.update(inboxId, { name: 'WhatsApp' }));

  const { contact, contact_inbox } = await expecting(
    ['contact_created'],
    client.contacts.create({ inbox_id: inboxId, name: 'Ann', phone_number: '+14155550100' }),
  );
  const known = { identifier: CHAT, custom_attributes: { waha_whatsapp_chat_id: CHAT } };
  await expecting(['contact_updated'], client.contacts.update(contact.id, known));

  const origin = { inbox_id: inboxId, contact_id: contact.id, status: 'pending' } as const;
  const { id } = await expecting(['conversation_created'], client.conversations.create(origin));

  const question = await expecting(
    ['message_created', 'conversation_updated'],
    client.messages.create(id, {
      content: 'How much? ',
      message_type: 'incoming',
      source_id: 'WAID:1',
    }),
  );
  await expecting(
    ['conversation_updated'],
    client.conversations.assign(id, { assignee_id: agent.id }),
  );
  await expecting(
    ['message_created'],
    client.messages.create(id, { content: 'Rude', private: true }),
  );
  const typing = (typing_status: 'on' | 'off') =>
    client.conversations.toggleTypingStatus(id, { typing_status });
  await expecting(['conversation_typing_on'], typing('on'));
  await expecting(['conversation_typing_off'], typing('off'));
  const answer = await expecting(
    ['message_created', 'conversation_updated'],
    client.messages.create(id, {
      content: '**12 €**',
      content_attributes: { in_reply_to: question.id },
      attachments: [{ name: FILE_NAME, content: new Blob(['12 €'], { type: 'text/plain' }) }],
    }),
  );
  await expecting(
    ['message_created', 'conversation_updated'],
    client.messages.create(id, { content: 'Anything else?', message_type: 'incoming' }),
  );
  for (const change of [
    { status: 'failed', external_error: 'Number unknown' },
    { status: 'sent', external_error: null },
  ] as const) {
    await expecting(['message_updated'], client.messages.update(id, answer.id, change));
  }
  await expecting(['message_updated', 'message_deleted'], client.messages.delete(id, answer.id));

  // Without a body, as bots do it.
  await expecting(
    ['conversation_status_changed', 'conversation_updated'],
    post(`/conversations/${id}/toggle_status`),
  );
  await expecting(
    ['conversation_status_changed', 'conversation_updated'],
    client.conversations.toggleStatus(id, { status: 'resolved' }),
  );
  await expecting(['conversation_deleted'], client.conversations.delete(id));

  const website = { type: 'web_widget', website_url: 'https://example.com' } as const;
  const { id: websiteId, website_token } = await expecting(
    ['inbox_created'],
    client.inboxes.create({ name: 'Website', channel: website }),
  );
  await expecting(
    ['contact_created', 'webwidget_triggered'],
    post(`/api/v1/widget/events?website_token=${website_token}`, { name: 'webwidget.triggered' }),
  );
  await expecting(['contact_deleted'], client.contacts.delete(contact.id));

  const [file] = answer.attachments!;
  return {
    events: events.toSorted(),
    inboxId,
    websiteId,
    conversationId: id,
    sourceId: contact_inbox!.source_id,
    contactId: contact.id,
    agentId: agent.id,
    question: question.id,
    answer: answer.id,
    answerUrl: (file as { data_url: string }).data_url,
  };
}
