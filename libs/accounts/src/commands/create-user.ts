import { EventStore, Refusal, UniqueViolationError, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { hashPassword } from '../auth/password';
import { userDecider, userStream, type User, type UserCommand } from '../domain/user';

export interface NewUser {
  readonly name: string;
  readonly email: string;
  readonly displayName?: string | null;
  /** Only a salted hash of it is kept. */
  readonly password?: string | null;
}

/** @throws Refusal naming `email` where another user of the installation has it */
export class CreateUser extends Command<User> {
  constructor(
    readonly user: NewUser,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(CreateUser)
export class CreateUserHandler implements ICommandHandler<CreateUser> {
  constructor(private readonly store: EventStore) {}

  async execute({ user, metadata }: CreateUser): Promise<User> {
    const { name, email, displayName = null, password = null } = user;
    // Before the writer's turn, which it would hold up.
    const passwordHash = password === null ? null : await hashPassword(password);
    const { state } = await this.store
      .handle(userDecider, {
        stream: (id) => userStream(id('user')),
        metadata,
        command: ({ id }): UserCommand => ({
          type: 'CreateUser',
          user: { id: id('user'), name, email, displayName },
          passwordHash,
        }),
      })
      .catch(refuseTakenEmail);
    return state;
  }
}

/** For a projection's unique index. */
export function refuseTakenEmail(error: unknown): never {
  if (error instanceof UniqueViolationError) {
    throw Refusal.invalid('email', 'Email has already been taken');
  }
  throw error;
}
