import type { TypingData } from '@app/conversation';
import { flag } from '../schema/shapes';
import { contactSchema } from './contact';
import { conversationSchema, renderConversation } from './conversation';
import { renderTypist, userSchema } from './user';

export function renderTyping(data: TypingData): object {
  return {
    user: renderTypist(data.user, data.contact, data.account),
    conversation: renderConversation(data),
    is_private: data.isPrivate,
  };
}

export const typingProperties = {
  user: { oneOf: [userSchema, contactSchema] },
  conversation: conversationSchema,
  is_private: flag,
};
