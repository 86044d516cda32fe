import { EventStore, Refusal, stepOf, type CommandMetadata } from '@app/event-store';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { accountRef, type Role } from '../domain/account';
import { Agents } from '../read-model/agents';
import { AddAccountUser } from './add-account-user';
import { CreateUser } from './create-user';

export interface NewAgent {
  /** Of a user who is yet to be made; one whom the installation knows keeps theirs. */
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

/**
 * Takes a person into an account: first they become a user where nobody has the e-mail, then one of
 * the account. A request that was cut off in between is completed by the next like it.
 * Resolves to the user's id.
 * @throws Refusal where the account is unknown, or naming `email` where they are in it already
 */
export class AddAgent extends Command<number> {
  constructor(
    readonly accountId: number,
    readonly agent: NewAgent,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(AddAgent)
export class AddAgentHandler implements ICommandHandler<AddAgent> {
  constructor(
    private readonly store: EventStore,
    private readonly agents: Agents,
    private readonly commandBus: CommandBus,
  ) {}

  async execute({ accountId, agent, metadata }: AddAgent): Promise<number> {
    // Before a user is made, who would be one of nothing.
    const account = await this.store.readState(accountRef(accountId));
    if (!account?.id) throw Refusal.notFound();
    const userId =
      (await this.agents.userIdOf(agent.email)) ?? (await this.createUser(agent, metadata));
    await this.commandBus
      .execute(new AddAccountUser(accountId, userId, agent.role, metadata))
      .catch(refuseMember);
    return userId;
  }

  private async createUser({ name, email }: NewAgent, metadata: CommandMetadata): Promise<number> {
    try {
      return (
        await this.commandBus.execute(new CreateUser({ name, email }, stepOf(metadata, 'user')))
      ).id;
    } catch (error) {
      // Another request may have made the user meanwhile.
      const userId = error instanceof Refusal ? await this.agents.userIdOf(email) : undefined;
      if (userId === undefined) throw error;
      return userId;
    }
  }
}

/** The caller did not say which user, but which e-mail. */
function refuseMember(error: unknown): never {
  if (error instanceof Refusal && error.reason === 'invalid') {
    throw Refusal.invalid('email', error.message);
  }
  throw error;
}
