import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { hashAccessToken } from '../auth/access-token';
import { platformDecider, PLATFORM_STREAM, type PlatformCommand } from '../domain/platform';

/** Makes a token the platform's, in place of the one before; only its hash is kept. */
export class SetPlatformToken extends Command<void> {
  constructor(
    readonly token: string,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(SetPlatformToken)
export class SetPlatformTokenHandler implements ICommandHandler<SetPlatformToken> {
  constructor(private readonly store: EventStore) {}

  async execute({ token, metadata }: SetPlatformToken): Promise<void> {
    await this.store.handle(platformDecider, {
      stream: PLATFORM_STREAM,
      metadata,
      command: (): PlatformCommand => ({
        type: 'SetPlatformToken',
        tokenHash: hashAccessToken(token),
      }),
    });
  }
}
