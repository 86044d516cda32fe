import { randomUUID } from 'node:crypto';
import { accountRef } from '@app/accounts';
import {
  EventStore,
  Refusal,
  UniqueViolationError,
  withoutKey,
  type CommandMetadata,
} from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { contactDecider, contactStream, type ContactCommand } from '../../domain/contact';
import type { Attributes } from '../../domain/contact-profile';
import type { ConversationCommand } from '../../domain/conversation/commands';
import {
  conversationStream,
  NO_CONVERSATION,
  type ConversationStatus,
} from '../../domain/conversation/conversation';
import { conversationDecider } from '../../domain/conversation/decider';
import type { ConversationSnapshot } from '../../domain/conversation/events';
import { inboxRef } from '../../domain/inbox';
import type { MessageDraft } from '../../domain/message';
import { ContactInboxes, type ContactInboxKey } from '../../read-model/contact-inboxes';
import { accountSnapshot } from '../../snapshots/account-snapshot';
import { takeAssignee, takeTeam } from './assignment';
import { situationStreams, takeSituation } from './situation';

export interface NewConversation {
  /** Where the conversation takes place: a source id, or an inbox and a contact. */
  readonly sourceId: string | null;
  readonly inboxId: number | null;
  readonly contactId: number | null;
  readonly status: ConversationStatus;
  readonly snoozedUntil: string | null;
  readonly assigneeId: number | null;
  readonly teamId: number | null;
  readonly additionalAttributes: Attributes;
  readonly customAttributes: Attributes;
  readonly openingMessage: MessageDraft | null;
}

export class CreateConversation extends Command<ConversationSnapshot> {
  constructor(
    readonly accountId: number,
    readonly conversation: NewConversation,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(CreateConversation)
export class CreateConversationHandler implements ICommandHandler<CreateConversation> {
  constructor(
    private readonly store: EventStore,
    private readonly contactInboxes: ContactInboxes,
  ) {}

  async execute({
    accountId,
    conversation: wanted,
    metadata,
  }: CreateConversation): Promise<ConversationSnapshot> {
    const { contactId, inboxId, sourceId } =
      (await this.findContactInbox(accountId, wanted)) ??
      (await this.createContactInbox(accountId, wanted, metadata));
    const ids = `conversation-of-account-${accountId}`;
    const { assigneeId, teamId } = wanted;
    const place = {
      accountId,
      contactId,
      inboxId,
      assigneeId,
      teamId,
      assigneeType: assigneeId === null ? null : ('user' as const),
    };
    const { events } = await this.store.handle(conversationDecider, {
      stream: (id) => conversationStream(accountId, id(ids)),
      metadata,
      references: () => situationStreams(place, metadata),
      command: (facts): ConversationCommand => {
        const { references, id, occurredAt } = facts;
        const contactInbox = references.contact?.contactInboxes.find(
          (known) => known.inboxId === inboxId && known.sourceId === sourceId,
        );
        if (!contactInbox) throw Refusal.notFound();
        if (assigneeId !== null) takeAssignee(assigneeId, references.account, references.assignee);
        if (teamId !== null) takeTeam(teamId, accountId, references.team);
        return {
          type: 'CreateConversation',
          conversation: {
            ...NO_CONVERSATION,
            ...place,
            displayId: id(ids),
            contactInbox,
            status: wanted.status,
            snoozedUntil: wanted.snoozedUntil,
            additionalAttributes: wanted.additionalAttributes,
            customAttributes: wanted.customAttributes,
            createdAt: occurredAt,
            updatedAt: occurredAt,
            lastActivityAt: occurredAt,
          },
          openingMessage: wanted.openingMessage,
          situation: takeSituation(facts, metadata),
        };
      },
    });
    return events[0]!.data as ConversationSnapshot;
  }

  private async findContactInbox(
    accountId: number,
    { sourceId, inboxId, contactId }: NewConversation,
  ): Promise<ContactInboxKey | undefined> {
    if (sourceId !== null) {
      const found = await this.contactInboxes.findBySourceId(accountId, sourceId, inboxId);
      if (!found && (inboxId === null || contactId === null)) throw Refusal.notFound();
      if (found && contactId !== null && found.contactId !== contactId) throw sourceTaken();
      return found;
    }
    if (inboxId === null || contactId === null) {
      throw new Refusal(
        'invalid',
        'A conversation takes a source_id, or an inbox_id and a contact_id',
        ['source_id', 'inbox_id', 'contact_id'],
      );
    }
    return this.contactInboxes.findByContact(accountId, contactId, inboxId);
  }

  /** A contact that has not yet been in the inbox comes into it. */
  private async createContactInbox(
    accountId: number,
    { sourceId, inboxId, contactId }: NewConversation,
    metadata: CommandMetadata,
  ): Promise<ContactInboxKey> {
    const { state } = await this.store
      .handle(contactDecider, {
        stream: contactStream(contactId!),
        // The key is the conversation's; a contact is found where it is in the inbox already.
        metadata: withoutKey(metadata),
        references: () => ({ account: accountRef(accountId), inbox: inboxRef(inboxId!) }),
        command: ({ references, id, occurredAt }): ContactCommand => {
          if (references.inbox?.accountId !== accountId) throw Refusal.notFound();
          return {
            type: 'CreateContactInbox',
            account: accountSnapshot(references.account),
            contactInbox: {
              id: id('contact-inbox'),
              inboxId: inboxId!,
              sourceId: sourceId ?? randomUUID(),
              hmacVerified: false,
            },
            createdAt: occurredAt,
            wantedSourceId: sourceId,
          };
        },
      })
      .catch((error: unknown) => {
        throw error instanceof UniqueViolationError ? sourceTaken() : error;
      });
    return state.contactInboxes.find(
      (known) => known.inboxId === inboxId && (sourceId === null || known.sourceId === sourceId),
    )!;
  }
}

function sourceTaken(): Refusal {
  return Refusal.invalid('source_id', 'Source has already been taken');
}
