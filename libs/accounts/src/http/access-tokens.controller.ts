import type { CommandMetadata } from '@app/event-store';
import { Idempotent, IdPipe } from '@app/http';
import { Body, Delete, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import { ApiRefusals } from '../auth/api-responses';
import { UserController } from '../auth/user-controller';
import { CurrentUser, UserMetadata } from '../auth/user.guard';
import { CreateAccessToken } from '../commands/create-access-token';
import { RevokeAccessToken } from '../commands/revoke-access-token';
import type { User } from '../domain/user';
import { AccessTokens } from '../read-model/access-tokens';
import {
  AccessTokensResponseDto,
  CreatedAccessTokenResponseDto,
  toAccessToken,
  toCreatedAccessToken,
} from './access-token-response.dto';
import { CreateAccessTokenDto } from './access-token.dto';

@UserController('profile/access_tokens', 'Profile')
@ApiRefusals()
export class AccessTokensController {
  constructor(
    private readonly commandBus: CommandBus,
    private readonly accessTokens: AccessTokens,
  ) {}

  /** The user's own, without those that were revoked. */
  @Get()
  @ApiOkResponse({ type: AccessTokensResponseDto })
  async list(@CurrentUser() { id }: User): Promise<AccessTokensResponseDto> {
    return { payload: (await this.accessTokens.ofUser(id)).map(toAccessToken) };
  }

  /** Another token of the user's. It is shown this once: keep the one you get. */
  @Post()
  @Idempotent()
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ type: CreatedAccessTokenResponseDto })
  async create(
    @Body() { name }: CreateAccessTokenDto,
    @CurrentUser() { id }: User,
    @UserMetadata() metadata: CommandMetadata,
  ): Promise<CreatedAccessTokenResponseDto> {
    const created = await this.commandBus.execute(new CreateAccessToken(id, name, metadata));
    return { payload: toCreatedAccessToken(created) };
  }

  /** Whoever uses it is refused from now on. */
  @Delete(':tokenId')
  @HttpCode(204)
  @ApiNoContentResponse()
  async revoke(
    @Param('tokenId', IdPipe) tokenId: number,
    @CurrentUser() { id }: User,
    @UserMetadata() metadata: CommandMetadata,
  ): Promise<void> {
    await this.commandBus.execute(new RevokeAccessToken(id, tokenId, metadata));
  }
}
