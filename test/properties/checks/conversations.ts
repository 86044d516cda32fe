import { isDeepStrictEqual } from 'node:util';
import {
  type Conversation,
  type ConversationChangedData,
  type ConversationSnapshot,
  PUBLISHED_FIELDS,
} from '@app/conversation';
import type { StoredEvent } from '@app/event-store';
import { groupBy } from '../support/group-by';

type ConversationEvent = StoredEvent & { readonly data: ConversationSnapshot };

/** What a command changed of a conversation is told once, and each of its events says what came of it. */
export function expectChangesToldOnce(events: readonly StoredEvent[]): void {
  const ofConversations = events.filter(({ stream }) =>
    stream.startsWith('conversation-'),
  ) as ConversationEvent[];
  for (const ofOne of groupBy(ofConversations, ({ stream }) => stream).values()) {
    const commands = groupBy(ofOne, ({ metadata }) => metadata.correlationId);
    let before: Conversation | undefined;
    for (const ofCommand of commands.values()) {
      const after = ofCommand.at(-1)!.data.conversation;
      for (const { data } of ofCommand) expect(data.conversation).toEqual(after);
      const expected = before ? changesBetween(before, after) : [];
      const ofStatus = expected.filter(({ field }) => field === 'status');
      expect(changesIn(ofCommand, 'ConversationUpdated')).toEqual(
        expected.length > 0 ? [expected] : [],
      );
      expect(changesIn(ofCommand, 'ConversationStatusChanged')).toEqual(
        ofStatus.length > 0 ? [ofStatus] : [],
      );
      before = after;
    }
  }
}

function changesBetween(before: Conversation, after: Conversation) {
  return PUBLISHED_FIELDS.filter((field) => !isDeepStrictEqual(before[field], after[field])).map(
    (field) => ({ field, previous: before[field], current: after[field] }),
  );
}

function changesIn(events: readonly StoredEvent[], type: string) {
  return events
    .filter((event) => event.type === type)
    .map(({ data }) => (data as ConversationChangedData).changes);
}
