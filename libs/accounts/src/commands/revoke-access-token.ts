import { EventStore, Refusal, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { accessTokenDecider, type AccessTokenCommand } from '../domain/access-token';

/** @throws Refusal where the user has no such token, or has no more */
export class RevokeAccessToken extends Command<void> {
  constructor(
    readonly userId: number,
    /** The position of the event by which it was issued. */
    readonly id: number,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(RevokeAccessToken)
export class RevokeAccessTokenHandler implements ICommandHandler<RevokeAccessToken> {
  constructor(private readonly store: EventStore) {}

  async execute({ userId, id, metadata }: RevokeAccessToken): Promise<void> {
    const [issued] = await this.store.readPositions([id]);
    if (issued?.type !== 'AccessTokenIssued') throw Refusal.notFound();
    await this.store.handle(accessTokenDecider, {
      stream: issued.stream,
      metadata,
      command: (): AccessTokenCommand => ({ type: 'RevokeAccessToken', userId }),
    });
  }
}
