import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  inboxDecider,
  inboxStream,
  type Channel,
  type Inbox,
  type InboxCommand,
} from '../domain/inbox';

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
  constructor(private readonly store: EventStore) {}

  async execute({ accountId, name, channel, metadata }: CreateInbox): Promise<Inbox> {
    const { state } = await this.store.handle(inboxDecider, {
      stream: (id) => inboxStream(id('inbox')),
      sequences: ['inbox'],
      metadata,
      command: ({ id }): InboxCommand => ({
        type: 'CreateInbox',
        id: id('inbox'),
        accountId,
        name,
        channel,
      }),
    });
    return state;
  }
}
