import { randomBytes } from 'node:crypto';
import { accountRef } from '@app/accounts';
import { EventStore, type CommandMetadata } from '@app/event-store';
import { makeSigningSecret, SecretBox } from '@app/secrets';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { inboxDecider, inboxStream, type Inbox, type InboxCommand } from '../../domain/inbox';
import type { Channel } from '../../domain/inbox-summary';
import { accountSnapshot } from '../../snapshots/account-snapshot';

/** 144 random bits: who knows an inbox's identifier may write in it. */
const IDENTIFIER_BYTES = 18;
/** The key of an HMAC-SHA256 is as long as its output. */
const HMAC_TOKEN_BYTES = 32;

export class CreateInbox extends Command<Inbox> {
  constructor(
    readonly accountId: number,
    readonly name: string,
    readonly channel: Channel,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(CreateInbox)
export class CreateInboxHandler implements ICommandHandler<CreateInbox> {
  constructor(
    private readonly store: EventStore,
    private readonly secretBox: SecretBox,
  ) {}

  async execute({ accountId, name, channel, metadata }: CreateInbox): Promise<Inbox> {
    const identifier = randomBytes(IDENTIFIER_BYTES).toString('base64url');
    const hmacToken = randomBytes(HMAC_TOKEN_BYTES).toString('base64url');
    // With one key: the check at the start looks at the secret alone, and speaks for the token too.
    const sealedHmacToken = this.secretBox.seal(hmacToken);
    const sealedSecret = this.secretBox.seal(makeSigningSecret());
    const { state } = await this.store.handle(inboxDecider, {
      stream: (id) => inboxStream(id('inbox')),
      metadata,
      references: () => ({ account: accountRef(accountId) }),
      command: ({ id, drawId, references, occurredAt }): InboxCommand => ({
        type: 'CreateInbox',
        inbox: {
          id: id('inbox'),
          accountId,
          name,
          channel,
          identifier,
          sealedHmacToken,
          callback: { webhookId: drawId('webhook'), sealedSecret },
          createdAt: occurredAt,
          updatedAt: occurredAt,
        },
        account: accountSnapshot(references.account),
      }),
    });
    return state;
  }
}
