import { Refusal } from '@app/event-store';
import { senderOf, type CommandOf } from './commands';
import type { Conversation } from './conversation';
import type { ConversationEvent } from './events';
import { snapshot } from './update-conversation';

/** Changes nothing: only webhooks that ask for it are told. */
export function reportTyping(
  { typing, isPrivate, situation }: CommandOf<'ReportTyping'>,
  state: Conversation,
): ConversationEvent[] {
  const { performer } = situation;
  if (!performer) throw Refusal.invalid('typing_status', 'Typing takes somebody who types');
  return [
    {
      type: typing === 'on' ? 'ConversationTypingStarted' : 'ConversationTypingStopped',
      data: { ...snapshot(state, situation), user: senderOf(performer), isPrivate },
    },
  ];
}
