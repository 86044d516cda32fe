import { randomUUID } from 'node:crypto';
import { accountRef } from '@app/accounts';
import { EventStore, type Statement, type StoredEvent, stepOf } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  contactDecider,
  contactStream,
  type ContactCommand,
  type WebWidgetTriggeredData,
  type WidgetEventInfo,
} from '../../domain/contact';
import { NO_DETAILS } from '../../domain/contact-profile';
import {
  lastMessageOf,
  type ConversationSnapshot,
  type MessageSnapshot,
} from '../../domain/conversation/events';
import { inboxRef, inboxSummary, type Inbox } from '../../domain/inbox';
import { Visitors, type Visitor } from '../../read-model/visitors';
import { accountSnapshot } from '../../snapshots/account-snapshot';
import { createVisitor } from './create-visitor';
import { visitorMetadata, type Origin } from './visitor-metadata';

/**
 * A visitor opens the widget, which fires `webwidget_triggered`. Who has not been there before, or
 * was deleted since, is a new contact.
 */
export class TriggerWebWidget extends Command<Visitor> {
  constructor(
    readonly inbox: Inbox,
    /** What an earlier visit was told; null for the first. */
    readonly sourceId: string | null,
    readonly eventInfo: WidgetEventInfo,
    readonly origin: Origin,
  ) {
    super();
  }
}

@CommandHandler(TriggerWebWidget)
export class TriggerWebWidgetHandler implements ICommandHandler<TriggerWebWidget> {
  constructor(
    private readonly store: EventStore,
    private readonly visitors: Visitors,
  ) {}

  async execute({ inbox, sourceId, eventInfo, origin }: TriggerWebWidget): Promise<Visitor> {
    const known = sourceId === null ? undefined : await this.visitors.find(inbox, sourceId);
    const visitor = known ?? (await this.create(inbox, stepOf(origin, 'visitor')));
    const { accountId } = inbox;
    const { id: contactId } = visitor.contact;
    const { id: contactInboxId } = visitor.contactInbox;
    const { state, events } = await this.store.handle(contactDecider, {
      stream: contactStream(contactId),
      metadata: visitorMetadata(visitor.contact, origin),
      references: () => ({ account: accountRef(accountId), inbox: inboxRef(inbox.id) }),
      lookUps: () => ({ conversation: currentConversationLookUp(contactId, contactInboxId) }),
      command: ({ references, found }): ContactCommand => ({
        type: 'TriggerWebWidget',
        account: accountSnapshot(references.account),
        contactInboxId,
        inbox: inboxSummary(references.inbox ?? inbox),
        currentConversation: conversationSnapshot(found.conversation),
        eventInfo,
      }),
    });
    // Of a repeated request whoever it was then, even where somebody else has the source id by now.
    const { contactInbox } = events[0]!.data as WebWidgetTriggeredData;
    return { inbox, contact: state, contactInbox };
  }

  private async create(inbox: Inbox, origin: Origin): Promise<Visitor> {
    const sourceId = randomUUID();
    const contact = await createVisitor(
      this.store,
      inbox,
      { ...NO_DETAILS, name: `Visitor ${sourceId.slice(0, 4)}` },
      { sourceId, hmacVerified: false },
      origin,
    );
    return { inbox, contact, contactInbox: contact.contactInboxes[0]! };
  }
}

/** Selects the latest event of the contact inbox's latest conversation. */
function currentConversationLookUp(contactId: number, contactInboxId: number): Statement {
  return {
    sql: `SELECT position FROM events WHERE stream = (
            SELECT 'conversation-' || account_id || '-' || display_id FROM conversations
            WHERE contact_id = ? AND contact_inbox_id = ? ORDER BY display_id DESC LIMIT 1
          ) ORDER BY version DESC LIMIT 1`,
    params: [contactId, contactInboxId],
  };
}

/** What any event of a conversation says of it. */
function conversationSnapshot(event: StoredEvent | undefined): ConversationSnapshot | null {
  if (!event) return null;
  const data = event.data as ConversationSnapshot | MessageSnapshot;
  const { conversation, account, contact, inbox, assignee, team } = data;
  const lastMessage = 'message' in data ? lastMessageOf(data) : data.lastMessage;
  return { conversation, account, contact, inbox, assignee, team, lastMessage };
}
