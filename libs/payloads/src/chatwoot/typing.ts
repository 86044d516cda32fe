import type { TypingData } from '@app/conversation';
import { flag } from '../schema/shapes';
import { conversationSchema, renderConversation } from './conversation';
import { renderSender, senderSchema } from './sender';

export function renderTyping(data: TypingData): object {
  return {
    user: renderSender(data.user, data.contact, data.account),
    conversation: renderConversation(data, data.lastMessage),
    is_private: data.isPrivate,
  };
}

export const typingProperties = {
  user: senderSchema,
  conversation: conversationSchema,
  is_private: { description: 'Typed as a note, which the contact does not see', ...flag },
};
