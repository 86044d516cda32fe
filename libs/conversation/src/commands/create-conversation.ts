import { randomUUID } from 'node:crypto';
import { EventStore, Refusal, UniqueViolationError, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  contactDecider,
  contactStream,
  type Attributes,
  type ContactCommand,
} from '../domain/contact';
import {
  conversationDecider,
  conversationStream,
  type ConversationCommand,
  type ConversationCreatedData,
  type ConversationStatus,
  type MessageCreatedData,
} from '../domain/conversation';
import { inboxRef } from '../domain/inbox';
import type { MessageDraft } from '../domain/message';
import { ContactInboxes, type ContactInboxKey } from '../read-model/contact-inboxes';
import { surroundingStreams, takeAuthor, takeSurroundings } from './surroundings';

export interface NewConversation {
  /** Where the conversation takes place: a source id, or an inbox and a contact. */
  readonly sourceId: string | null;
  readonly inboxId: number | null;
  readonly contactId: number | null;
  readonly status: ConversationStatus;
  readonly additionalAttributes: Attributes;
  readonly customAttributes: Attributes;
  readonly openingMessage: MessageDraft | null;
}

/** What the command's last event says: the opening message's, where there was one. */
export type CreatedConversation = ConversationCreatedData | MessageCreatedData;

export class CreateConversation extends Command<CreatedConversation> {
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
  }: CreateConversation): Promise<CreatedConversation> {
    const { contactId, inboxId, sourceId } =
      (await this.findContactInbox(accountId, wanted)) ??
      (await this.createContactInbox(accountId, wanted, metadata));
    const ids = `conversation-of-account-${accountId}`;
    const { events } = await this.store.handle(conversationDecider, {
      stream: (id) => conversationStream(accountId, id(ids)),
      sequences: wanted.openingMessage ? [ids, 'message'] : [ids],
      metadata,
      references: () => surroundingStreams({ accountId, contactId, inboxId }, metadata.actor),
      command: ({ id, references, occurredAt }): ConversationCommand => {
        const contactInbox = references.contact?.contactInboxes.find(
          (known) => known.inboxId === inboxId && known.sourceId === sourceId,
        );
        if (!contactInbox) throw Refusal.notFound();
        return {
          type: 'CreateConversation',
          conversation: {
            displayId: id(ids),
            accountId,
            inboxId,
            contactId,
            contactInbox,
            status: wanted.status,
            unreadCount: 0,
            additionalAttributes: wanted.additionalAttributes,
            customAttributes: wanted.customAttributes,
            createdAt: occurredAt,
            lastActivityAt: occurredAt,
          },
          surroundings: takeSurroundings(references),
          openingMessage: wanted.openingMessage && {
            id: id('message'),
            draft: wanted.openingMessage,
            author: takeAuthor(references),
          },
        };
      },
    });
    return events.at(-1)!.data;
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
        sequences: ['contact-inbox'],
        metadata,
        references: () => ({ inbox: inboxRef(inboxId!) }),
        command: ({ state: contact, references, id, occurredAt }): ContactCommand => {
          if (contact.accountId !== accountId || references.inbox?.accountId !== accountId) {
            throw Refusal.notFound();
          }
          return {
            type: 'CreateContactInbox',
            contactInbox: {
              id: id('contact-inbox'),
              inboxId: inboxId!,
              sourceId: sourceId ?? randomUUID(),
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
