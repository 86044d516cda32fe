import { EventStore, Refusal, UniqueViolationError, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { userDecider, userStream, type UserCommand } from '../domain/user';

/** Resolves to the user's id. */
export class CreateUser extends Command<number> {
  constructor(
    readonly name: string,
    readonly email: string,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(CreateUser)
export class CreateUserHandler implements ICommandHandler<CreateUser> {
  constructor(private readonly store: EventStore) {}

  async execute({ name, email, metadata }: CreateUser): Promise<number> {
    try {
      const { state } = await this.store.handle(userDecider, {
        stream: (id) => userStream(id('user')),
        metadata,
        command: ({ id }): UserCommand => ({
          type: 'CreateUser',
          id: id('user'),
          name,
          email,
          displayName: null,
        }),
      });
      return state.id;
    } catch (error) {
      if (error instanceof UniqueViolationError) {
        throw Refusal.invalid('email', 'Email has already been taken');
      }
      throw error;
    }
  }
}
