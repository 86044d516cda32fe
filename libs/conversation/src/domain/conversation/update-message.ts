import { Refusal } from '@app/event-store';
import { changesBetween } from '../changes';
import type { Attributes } from '../contact-profile';
import { isPublic, type Message } from '../message';
import { readSubmission } from '../submission';
import type { CommandOf, MessageChanges, Situation } from './commands';
import type { Conversation } from './conversation';
import type { ConversationEvent, MessageField, SentMessage } from './events';

const MESSAGE_FIELDS = [
  'content',
  'contentAttributes',
  'status',
  'attachments',
] as const satisfies readonly MessageField[];

export function updateMessage(
  { target, changes, situation }: CommandOf<'UpdateMessage'>,
  state: Conversation,
): ConversationEvent[] {
  if (!target || target.message.messageType === 'activity') throw Refusal.notFound();
  const { message } = target;
  // A note is among agents: to the contact it is not there.
  if (situation.performer?.type === 'contact' && !isPublic(message)) throw Refusal.notFound();
  if (isDeleted(message)) throw new Refusal('conflict', 'Message was deleted');
  return messageUpdated(
    target,
    {
      ...message,
      content: changes.content ?? message.content,
      status: changes.status ?? message.status,
      contentAttributes: changedAttributes(message, changes),
    },
    state,
    situation,
  );
}

/** None where nothing changed. */
export function messageUpdated(
  before: SentMessage,
  changed: Message,
  conversation: Conversation,
  { surroundings, lastMessage, occurredAt }: Situation,
): Extract<ConversationEvent, { type: 'MessageUpdated' }>[] {
  const changes = changesBetween(before.message, changed, MESSAGE_FIELDS);
  if (changes.length === 0) return [];
  return [
    {
      type: 'MessageUpdated',
      data: {
        message: { ...changed, updatedAt: occurredAt },
        sender: before.sender,
        conversation,
        ...surroundings,
        ...(conversation.lastMessageId !== changed.id && { lastMessage }),
        changes,
      },
    },
  ];
}

function isDeleted({ contentAttributes }: Message): boolean {
  return contentAttributes['deleted'] === true;
}

function changedAttributes(message: Message, changes: MessageChanges): Attributes {
  const { external_error: known, ...attributes } = message.contentAttributes;
  const error = readExternalError(known, changes) || null;
  return {
    ...attributes,
    ...readSubmission(message, changes),
    // Bridges take a null where there was an error for the wish to send the message again.
    ...(error !== null || known !== undefined ? { external_error: error } : {}),
  };
}

function readExternalError(known: unknown, { status, externalError }: MessageChanges): unknown {
  if (status === undefined || status === 'failed') {
    return externalError === undefined ? known : externalError;
  }
  if (externalError) {
    throw Refusal.invalid(
      'external_error',
      `External error goes with the status failed, got ${status}`,
    );
  }
  // A message that has come through after all did not fail.
  return null;
}
