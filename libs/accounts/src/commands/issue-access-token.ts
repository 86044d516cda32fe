import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { hashAccessToken } from '../auth/access-token';
import {
  accessTokenDecider,
  accessTokenStream,
  type AccessTokenCommand,
} from '../domain/access-token';
import { userRef } from '../domain/user';

/** Makes a token good for a user's requests; only its hash is kept. */
export class IssueAccessToken extends Command<void> {
  constructor(
    readonly userId: number,
    readonly token: string,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(IssueAccessToken)
export class IssueAccessTokenHandler implements ICommandHandler<IssueAccessToken> {
  constructor(private readonly store: EventStore) {}

  async execute({ userId, token, metadata }: IssueAccessToken): Promise<void> {
    const tokenHash = hashAccessToken(token);
    await this.store.handle(accessTokenDecider, {
      stream: accessTokenStream(tokenHash),
      metadata,
      references: () => ({ user: userRef(userId) }),
      command: ({ references }): AccessTokenCommand => ({
        type: 'IssueAccessToken',
        userId,
        userExists: references.user !== undefined,
        tokenHash,
      }),
    });
  }
}
