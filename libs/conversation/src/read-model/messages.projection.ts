import type { InlineProjection, StoredEvent } from '@app/event-store';
import type { ConversationEvent } from '../domain/conversation/events';
import { isPublic } from '../domain/message';

/** Where in the log each message is to be found as it is now. */
export const messagesProjection: InlineProjection<'messages'> = {
  name: 'messages',
  tables: ['messages'],
  project(stored: StoredEvent, table) {
    const event = stored as StoredEvent & ConversationEvent;
    switch (event.type) {
      case 'MessageCreated': {
        const { message, conversation } = event.data;
        return [
          {
            sql: `INSERT INTO ${table.messages} (account_id, display_id, id, public, position)
                  VALUES (?, ?, ?, ?, ?)`,
            params: [
              conversation.accountId,
              conversation.displayId,
              message.id,
              isPublic(message) ? 1 : 0,
              event.position,
            ],
          },
        ];
      }
      case 'MessageUpdated': {
        const { message, conversation } = event.data;
        return [
          {
            sql: `UPDATE ${table.messages} SET position = ?
                  WHERE account_id = ? AND display_id = ? AND id = ?`,
            params: [event.position, conversation.accountId, conversation.displayId, message.id],
          },
        ];
      }
      case 'ConversationDeleted': {
        const { accountId, displayId } = event.data.conversation;
        return [
          {
            sql: `DELETE FROM ${table.messages} WHERE account_id = ? AND display_id = ?`,
            params: [accountId, displayId],
          },
        ];
      }
      default:
        return [];
    }
  },
};
