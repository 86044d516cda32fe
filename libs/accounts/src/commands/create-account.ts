import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { accountDecider, accountStream, type AccountCommand } from '../domain/account';

/** Resolves to the account's id. */
export class CreateAccount extends Command<number> {
  constructor(
    readonly name: string,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(CreateAccount)
export class CreateAccountHandler implements ICommandHandler<CreateAccount> {
  constructor(private readonly store: EventStore) {}

  async execute({ name, metadata }: CreateAccount): Promise<number> {
    const { state } = await this.store.handle(accountDecider, {
      stream: (id) => accountStream(id('account')),
      metadata,
      command: ({ id }): AccountCommand => ({ type: 'CreateAccount', id: id('account'), name }),
    });
    return state.id;
  }
}
