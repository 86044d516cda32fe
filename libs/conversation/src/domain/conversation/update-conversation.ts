import { changesBetween } from '../changes';
import type { Surroundings } from '../snapshots';
import { recordActivity } from './activity';
import type { Situation } from './commands';
import { PUBLISHED_FIELDS, type Conversation } from './conversation';
import type { ConversationEvent, ConversationSnapshot, SentMessage } from './events';

/** What an event says that is of a conversation as a whole. */
export function snapshot(
  conversation: Conversation,
  { surroundings, lastMessage }: Pick<Situation, 'surroundings' | 'lastMessage'>,
): ConversationSnapshot {
  return { conversation, ...surroundings, lastMessage };
}

/**
 * The events of a command that changes a conversation: each activity as a message, then one event
 * of the status where it changed, and one of all that changed. None where nothing did.
 * @param around the surroundings after the command, where it changes them
 */
export function updateConversation(
  before: Conversation,
  changed: Partial<Conversation>,
  situation: Situation,
  {
    activities = [],
    around = {},
  }: { activities?: readonly string[]; around?: Partial<Surroundings> } = {},
): ConversationEvent[] {
  const after = { ...before, ...changed, updatedAt: situation.occurredAt };
  const { lastMessage } = situation;
  const surroundings = { ...situation.surroundings, ...around };
  const updates = conversationUpdated(before, after, surroundings, lastMessage);
  if (updates.length === 0) return [];
  const told = activities.map((text) =>
    recordActivity(text, after, { ...situation, surroundings }),
  );
  return [...told, ...updates];
}

/** What changed between the beginning of a command and its end, as the events that webhooks get. */
export function conversationUpdated(
  before: Conversation,
  after: Conversation,
  surroundings: Surroundings,
  lastMessage: SentMessage | null,
): ConversationEvent[] {
  const changes = changesBetween(before, after, PUBLISHED_FIELDS);
  if (changes.length === 0) return [];
  const data = { conversation: after, ...surroundings, lastMessage, changes };
  const updated: ConversationEvent = { type: 'ConversationUpdated', data };
  const ofStatus = changes.filter(({ field }) => field === 'status');
  if (ofStatus.length === 0) return [updated];
  return [{ type: 'ConversationStatusChanged', data: { ...data, changes: ofStatus } }, updated];
}
