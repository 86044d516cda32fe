import { teamRef, userRef } from '@app/accounts';
import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Conversation } from '../../domain/conversation/conversation';
import { takeAssignee, takeTeam } from './assignment';
import { decideOnConversation } from './decide-on-conversation';

/** Gives a conversation to an agent of the account; null takes it from whoever has it. */
export class AssignAgent extends Command<Conversation> {
  constructor(
    readonly accountId: number,
    /** The conversation's display id. */
    readonly conversationId: number,
    readonly userId: number | null,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(AssignAgent)
export class AssignAgentHandler implements ICommandHandler<AssignAgent> {
  constructor(private readonly store: EventStore) {}

  async execute(command: AssignAgent): Promise<Conversation> {
    const { userId } = command;
    const { state } = await decideOnConversation(
      this.store,
      command,
      ({ account, others }) => ({
        type: 'AssignAgent',
        assignee: userId === null ? null : takeAssignee(userId, account, others.agent),
      }),
      { agent: userRef(userId ?? 0) },
    );
    return state;
  }
}

/** Gives a conversation to a team of the account; null takes it from its team. */
export class AssignTeam extends Command<Conversation> {
  constructor(
    readonly accountId: number,
    /** The conversation's display id. */
    readonly conversationId: number,
    readonly teamId: number | null,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(AssignTeam)
export class AssignTeamHandler implements ICommandHandler<AssignTeam> {
  constructor(private readonly store: EventStore) {}

  async execute(command: AssignTeam): Promise<Conversation> {
    const { accountId, teamId } = command;
    const { state } = await decideOnConversation(
      this.store,
      command,
      ({ others }) => ({
        type: 'AssignTeam',
        team: teamId === null ? null : takeTeam(teamId, accountId, others.newTeam),
      }),
      { newTeam: teamRef(teamId ?? 0) },
    );
    return state;
  }
}
