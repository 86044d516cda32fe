import type { InlineProjection, Statement, StoredEvent } from '@app/event-store';
import type { Conversation } from '../domain/conversation/conversation';
import type { ConversationEvent } from '../domain/conversation/events';

/** By what conversations are listed; what each is, its state says. */
export const conversationsProjection: InlineProjection<'conversations'> = {
  name: 'conversations',
  tables: ['conversations'],
  project(stored: StoredEvent, table) {
    const event = stored as StoredEvent & ConversationEvent;
    switch (event.type) {
      case 'ConversationCreated':
        return [insert(table.conversations, event.data.conversation, event.position)];
      case 'MessageCreated':
      case 'ConversationUpdated':
        return [update(table.conversations, event.data.conversation)];
      case 'ConversationDeleted': {
        const { accountId, displayId } = event.data.conversation;
        return [
          {
            sql: `DELETE FROM ${table.conversations} WHERE account_id = ? AND display_id = ?`,
            params: [accountId, displayId],
          },
        ];
      }
      default:
        return [];
    }
  },
};

function insert(table: string, conversation: Conversation, position: number): Statement {
  return {
    sql: `INSERT INTO ${table}
            (account_id, display_id, inbox_id, contact_id, contact_inbox_id, status, assignee_id,
             team_id, labels, last_activity_at, position)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    params: [
      conversation.accountId,
      conversation.displayId,
      conversation.inboxId,
      conversation.contactId,
      conversation.contactInbox.id,
      conversation.status,
      conversation.assigneeId,
      conversation.teamId,
      JSON.stringify(conversation.labels),
      conversation.lastActivityAt,
      position,
    ],
  };
}

function update(table: string, conversation: Conversation): Statement {
  return {
    sql: `UPDATE ${table}
          SET status = ?, assignee_id = ?, team_id = ?, labels = ?, last_activity_at = ?
          WHERE account_id = ? AND display_id = ?`,
    params: [
      conversation.status,
      conversation.assigneeId,
      conversation.teamId,
      JSON.stringify(conversation.labels),
      conversation.lastActivityAt,
      conversation.accountId,
      conversation.displayId,
    ],
  };
}
