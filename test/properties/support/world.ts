import type { AccessTokenEvent, AccountEvent } from '@app/accounts';
import type {
  ContactEvent,
  ConversationEvent,
  Inbox,
  InboxEvent,
  Visitor,
} from '@app/conversation';
import type { StoredEvent } from '@app/event-store';
import type { SecretBox } from '@app/secrets';
import type { WebhookEvent } from '@app/webhooks';

interface InAccount {
  readonly accountId: number;
  readonly id: number;
}

export interface KnownConversation extends InAccount {
  readonly contactId: number;
}

export interface KnownMessage extends InAccount {
  /** The conversation's display id. */
  readonly conversationId: number;
  readonly contentType: string;
  readonly isActivity: boolean;
}

export interface KnownContactInbox extends InAccount {
  readonly contactId: number;
  readonly inboxId: number;
  readonly sourceId: string;
}

export interface KnownAccessToken {
  readonly userId: number;
  readonly id: number;
}

type OtherEvent =
  | AccessTokenEvent
  | AccountEvent
  | { type: 'UserCreated'; data: { id: number } }
  | { type: 'TeamCreated'; data: InAccount };

/** A stranger to whoever asks for it: nothing has this id. */
const NOBODY = 9_999;

/**
 * What there is, or was, to give commands about, in the order in which it came up. What was deleted
 * stays: commands about it are to be refused.
 */
export class World {
  readonly accounts: number[] = [];
  readonly users: number[] = [];
  readonly accessTokens: KnownAccessToken[] = [];
  readonly teams: InAccount[] = [];
  readonly inboxes: Inbox[] = [];
  readonly contacts: InAccount[] = [];
  readonly contactInboxes: KnownContactInbox[] = [];
  readonly conversations: KnownConversation[] = [];
  readonly messages: KnownMessage[] = [];
  readonly webhooks: InAccount[] = [];
  /** As they were when they came in. */
  readonly visitors: Visitor[] = [];
  readonly deletedAccounts = new Set<number>();
  readonly deletedContacts = new Set<number>();
  private readonly deletedConversations = new Set<string>();

  constructor(
    /** Of the receiver. */
    readonly url: string,
    readonly secretBox: SecretBox,
  ) {}

  /** Any of them, the same for the same number; nobody where there is none. */
  pick<Known extends InAccount>(known: readonly Known[], number: number): Known {
    return (
      known[number % Math.max(known.length, 1)] ??
      ({ accountId: 1, id: NOBODY } as InAccount as Known)
    );
  }

  pickId(ids: readonly number[], number: number): number {
    return ids[number % Math.max(ids.length, 1)] ?? NOBODY;
  }

  pickToken(number: number): KnownAccessToken {
    const { accessTokens } = this;
    return (
      accessTokens[number % Math.max(accessTokens.length, 1)] ?? { userId: NOBODY, id: NOBODY }
    );
  }

  /** Another account than this one. */
  elsewhere(accountId: number): number {
    return this.accounts.find((id) => id !== accountId) ?? NOBODY;
  }

  conversationsOf(contactId: number): readonly KnownConversation[] {
    return this.conversations.filter(
      (known) => known.contactId === contactId && !this.deletedConversations.has(keyOf(known)),
    );
  }

  learn(events: readonly StoredEvent[]): void {
    for (const event of events) this.learnOf(event);
  }

  private learnOf(stored: StoredEvent): void {
    const event = stored as StoredEvent &
      (ContactEvent | ConversationEvent | InboxEvent | WebhookEvent | OtherEvent);
    switch (event.type) {
      case 'AccountCreated':
        this.accounts.push(event.data.id);
        break;
      case 'AccountDeleted':
        this.deletedAccounts.add(event.data.id);
        break;
      case 'UserCreated':
        this.users.push(event.data.id);
        break;
      case 'AccessTokenIssued':
        this.accessTokens.push({ userId: event.data.userId, id: stored.position });
        break;
      case 'TeamCreated':
        this.teams.push(event.data);
        break;
      case 'InboxCreated':
        this.inboxes.push(event.data);
        break;
      case 'InboxUpdated': {
        const { inbox } = event.data;
        this.inboxes.splice(
          this.inboxes.findIndex(({ id }) => id === inbox.id),
          1,
          inbox,
        );
        break;
      }
      case 'ContactCreated':
        this.contacts.push(event.data);
        break;
      case 'ContactDeleted':
        this.deletedContacts.add(event.data.contact.id);
        break;
      case 'ContactInboxCreated': {
        const { accountId } = this.contacts.find(({ id }) => id === event.data.contactId)!;
        this.contactInboxes.push({ ...event.data, accountId });
        break;
      }
      case 'ConversationCreated': {
        const { accountId, displayId: id, contactId } = event.data.conversation;
        this.conversations.push({ accountId, id, contactId });
        break;
      }
      case 'ConversationDeleted': {
        const { accountId, displayId: id } = event.data.conversation;
        this.deletedConversations.add(keyOf({ accountId, id }));
        break;
      }
      case 'MessageCreated': {
        const { conversation, message } = event.data;
        const { accountId, displayId: conversationId } = conversation;
        const { id, contentType, messageType } = message;
        const isActivity = messageType === 'activity';
        this.messages.push({ accountId, conversationId, id, contentType, isActivity });
        break;
      }
      case 'WebhookCreated':
        this.webhooks.push(event.data);
        break;
      default:
    }
  }
}

function keyOf({ accountId, id }: InAccount): string {
  return `${accountId}-${id}`;
}
