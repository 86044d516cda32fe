import { Refusal } from '@app/event-store';
import { labelsActivity } from './activity';
import type { CommandOf } from './commands';
import type { Conversation } from './conversation';
import type { ConversationEvent } from './events';
import { updateConversation } from './update-conversation';

/** Each in every event of the conversation from then on. */
const MAX_LABELS = 100;
const MAX_LABEL_LENGTH = 255;

/** Replaces the labels, kept in the order given. Another order alone changes nothing. */
export function setLabels(
  { labels: wanted, situation }: CommandOf<'SetLabels'>,
  state: Conversation,
): ConversationEvent[] {
  const labels = [...new Set(wanted.map((label) => label.trim()))];
  checkLabels(labels);
  const added = labels.filter((label) => !state.labels.includes(label));
  const removed = state.labels.filter((label) => !labels.includes(label));
  if (added.length === 0 && removed.length === 0) return [];
  const activities = [
    ...(added.length > 0 ? [labelsActivity('added', added, situation.performer)] : []),
    ...(removed.length > 0 ? [labelsActivity('removed', removed, situation.performer)] : []),
  ];
  return updateConversation(state, { labels }, situation, { activities });
}

function checkLabels(labels: readonly string[]): void {
  if (labels.length > MAX_LABELS) {
    throw Refusal.invalid('labels', `Labels take at most ${MAX_LABELS}, got ${labels.length}`);
  }
  const wrong = labels.find((label) => label === '' || label.length > MAX_LABEL_LENGTH);
  if (wrong !== undefined) {
    throw Refusal.invalid(
      'labels',
      `Labels take 1 to ${MAX_LABEL_LENGTH} characters each, got ${wrong.length}`,
    );
  }
}
