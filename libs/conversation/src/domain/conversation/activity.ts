import type { Conversation, ConversationStatus } from './conversation';
import type { Performer, Situation } from './commands';
import type { Message } from '../message';
import { messageSnapshot, type ConversationEvent } from './events';

/** A message that tells agents what became of the conversation. No webhook gets it. */
export function recordActivity(
  content: string,
  conversation: Conversation,
  { surroundings, lastMessage, occurredAt, drawMessageId }: Situation,
): ConversationEvent {
  const message: Message = {
    id: drawMessageId(),
    content,
    messageType: 'activity',
    private: false,
    contentType: 'text',
    contentAttributes: {},
    sourceId: null,
    attachments: [],
    status: 'sent',
    createdAt: occurredAt,
    updatedAt: occurredAt,
  };
  return {
    type: 'MessageCreated',
    data: messageSnapshot({ message, sender: null }, conversation, surroundings, lastMessage),
  };
}

const STATUS_WORDS: Record<ConversationStatus, string> = {
  open: 'reopened',
  resolved: 'marked as resolved',
  pending: 'marked as pending',
  snoozed: 'snoozed',
};

export function statusActivity(status: ConversationStatus, performer: Performer | null): string {
  return `Conversation was ${STATUS_WORDS[status]}${by(performer)}`;
}

export function assignmentActivity(
  to: { readonly name: string } | null,
  performer: Performer | null,
): string {
  return to
    ? `Conversation was assigned to ${to.name}${by(performer)}`
    : `Conversation was unassigned${by(performer)}`;
}

export function teamActivity(
  to: { readonly name: string } | null,
  performer: Performer | null,
): string {
  return to
    ? `Conversation was given to the team ${to.name}${by(performer)}`
    : `Conversation was taken from its team${by(performer)}`;
}

export function labelsActivity(
  verb: 'added' | 'removed',
  labels: readonly string[],
  performer: Performer | null,
): string {
  const noun = labels.length === 1 ? 'Label' : 'Labels';
  return `${noun} ${verb}${by(performer)}: ${labels.join(', ')}`;
}

export function priorityActivity(priority: string | null, performer: Performer | null): string {
  return priority
    ? `Priority was set to ${priority}${by(performer)}`
    : `Priority was removed${by(performer)}`;
}

function by(performer: Performer | null): string {
  return performer ? ` by ${performer.name}` : '';
}
