import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { hashPassword } from '../auth/password';
import { userDecider, userStream, type User, type UserCommand } from '../domain/user';
import { refuseTakenEmail } from './create-user';

export interface SignInChoice {
  /** undefined leaves it as it is. */
  readonly name?: string;
  readonly email: string;
  /** Only a salted hash of it is kept. */
  readonly password: string;
}

/**
 * Has a user sign in by this e-mail address and this password from now on; whoever is signed in as
 * them is not any more.
 * @throws Refusal naming `email` where another user has it
 */
export class ChooseSignIn extends Command<User> {
  constructor(
    readonly userId: number,
    readonly choice: SignInChoice,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(ChooseSignIn)
export class ChooseSignInHandler implements ICommandHandler<ChooseSignIn> {
  constructor(private readonly store: EventStore) {}

  async execute({ userId, choice, metadata }: ChooseSignIn): Promise<User> {
    const { name, email, password } = choice;
    // Before the writer's turn, which it would hold up.
    const passwordHash = await hashPassword(password);
    const { state } = await this.store
      .handle(userDecider, {
        stream: userStream(userId),
        metadata,
        command: (): UserCommand => ({ type: 'ChooseSignIn', name, email, passwordHash }),
      })
      .catch(refuseTakenEmail);
    return state;
  }
}
