import { Refusal } from '@app/event-store';
import { statusActivity } from './activity';
import type { CommandOf } from './commands';
import type { Conversation } from './conversation';
import type { ConversationEvent } from './events';
import { updateConversation } from './update-conversation';

export function changeStatus(
  { status: wanted, snoozedUntil, situation }: CommandOf<'ChangeStatus'>,
  state: Conversation,
): ConversationEvent[] {
  const status = wanted ?? (state.status === 'open' ? 'resolved' : 'open');
  checkSnooze(status, snoozedUntil, situation.occurredAt);
  // Whoever was waiting for an answer has had it, or gets none.
  const waitingSince = status === 'resolved' ? null : state.waitingSince;
  return updateConversation(state, { status, snoozedUntil, waitingSince }, situation, {
    activities: status === state.status ? [] : [statusActivity(status, situation.performer)],
  });
}

/** @throws Refusal where a time to snooze until is past, or is given with another status */
export function checkSnooze(
  status: Conversation['status'],
  snoozedUntil: string | null,
  nowIso: string,
): void {
  if (snoozedUntil === null) return;
  if (status !== 'snoozed') {
    throw Refusal.invalid(
      'snoozed_until',
      `Snoozed until goes with the status snoozed, got ${status}`,
    );
  }
  if (snoozedUntil <= nowIso) {
    throw Refusal.invalid(
      'snoozed_until',
      `Snoozed until takes a time to come, got ${snoozedUntil}`,
    );
  }
}
