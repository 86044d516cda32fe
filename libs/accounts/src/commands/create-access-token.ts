import { EventStore, Refusal, type CommandMetadata } from '@app/event-store';
import { SecretBox } from '@app/secrets';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { hashAccessToken, lastCharactersOf, makeAccessToken } from '../auth/access-token';
import { accessTokenRef } from '../domain/access-token';
import type { AccessTokenView } from '../read-model/access-tokens';
import { IssueAccessToken } from './issue-access-token';

export interface CreatedAccessToken extends AccessTokenView {
  readonly token: string;
}

/**
 * Makes a token for a user's own software. A request that is repeated gets the same one, though only
 * its hash is kept: it is made of the request's key.
 * @throws Refusal where the token of that request cannot be told any more
 */
export class CreateAccessToken extends Command<CreatedAccessToken> {
  constructor(
    readonly userId: number,
    readonly name: string,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(CreateAccessToken)
export class CreateAccessTokenHandler implements ICommandHandler<CreateAccessToken> {
  constructor(
    private readonly commandBus: CommandBus,
    private readonly store: EventStore,
    private readonly secretBox: SecretBox,
  ) {}

  async execute({ userId, name, metadata }: CreateAccessToken): Promise<CreatedAccessToken> {
    const ofKey = this.tokensOf(metadata);
    // A key that is used again after its time stands for another token.
    const token = (await this.firstUnknown(ofKey)) ?? makeAccessToken();
    const issued = await this.commandBus.execute(
      new IssueAccessToken(userId, token, metadata, name),
    );
    const told = [token, ...ofKey].find((each) => hashAccessToken(each) === issued?.data.tokenHash);
    if (!issued || told === undefined) {
      throw new Refusal('conflict', 'The access token of this Idempotency-Key is not shown again');
    }
    return {
      id: issued.position,
      name,
      lastCharacters: lastCharactersOf(told),
      createdAt: issued.metadata.occurredAt,
      token: told,
    };
  }

  /** By each key of ours, for the request may have come before the newest. */
  private tokensOf({ idempotency }: CommandMetadata): string[] {
    if (!idempotency) return [];
    const text = `access token\n${idempotency.key}`;
    return [this.secretBox.fingerprint(text), ...this.secretBox.olderFingerprints(text)];
  }

  private async firstUnknown([token]: readonly string[]): Promise<string | undefined> {
    if (token === undefined) return undefined;
    const known = await this.store.readState(accessTokenRef(hashAccessToken(token)));
    return known ? undefined : token;
  }
}
