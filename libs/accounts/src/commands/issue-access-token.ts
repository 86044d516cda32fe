import { EventStore, type CommandMetadata, type StoredEvent } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { hashAccessToken, lastCharactersOf } from '../auth/access-token';
import {
  accessTokenDecider,
  accessTokenStream,
  type AccessTokenCommand,
  type AccessTokenEvent,
} from '../domain/access-token';
import { userRef } from '../domain/user';

/**
 * Makes a token good for a user's requests; only its hash is kept. Resolves to the event of it,
 * undefined where the token was the user's already.
 * @throws Refusal where it is another user's, or was revoked
 */
export class IssueAccessToken extends Command<StoredEvent<AccessTokenEvent> | undefined> {
  constructor(
    readonly userId: number,
    readonly token: string,
    readonly metadata: CommandMetadata,
    readonly name: string | null = null,
  ) {
    super();
  }
}

@CommandHandler(IssueAccessToken)
export class IssueAccessTokenHandler implements ICommandHandler<IssueAccessToken> {
  constructor(private readonly store: EventStore) {}

  async execute({
    userId,
    token,
    metadata,
    name,
  }: IssueAccessToken): Promise<StoredEvent<AccessTokenEvent> | undefined> {
    const tokenHash = hashAccessToken(token);
    const { events } = await this.store.handle(accessTokenDecider, {
      stream: accessTokenStream(tokenHash),
      metadata,
      references: () => ({ user: userRef(userId) }),
      command: ({ references }): AccessTokenCommand => ({
        type: 'IssueAccessToken',
        userId,
        userExists: references.user !== undefined,
        tokenHash,
        name,
        lastCharacters: lastCharactersOf(token),
      }),
    });
    return events[0];
  }
}
