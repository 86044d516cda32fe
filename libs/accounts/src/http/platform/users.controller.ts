import { EventStore, Refusal, type CommandMetadata } from '@app/event-store';
import { Idempotent, IdPipe } from '@app/http';
import { Body, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse } from '@nestjs/swagger';
import { makeAccessToken } from '../../auth/access-token';
import { PlatformController } from '../../auth/platform-controller';
import { PlatformMetadata } from '../../auth/platform.guard';
import { CreateUser } from '../../commands/create-user';
import { IssueAccessToken } from '../../commands/issue-access-token';
import { userRef } from '../../domain/user';
import {
  toTokenUser,
  toUserResponse,
  UserResponseDto,
  UserTokenResponseDto,
} from './user-response.dto';
import { CreateUserDto } from './user.dto';

@PlatformController('users')
export class PlatformUsersController {
  constructor(
    private readonly commandBus: CommandBus,
    private readonly store: EventStore,
  ) {}

  @Post()
  @Idempotent()
  @HttpCode(200)
  @ApiOkResponse({ type: UserResponseDto })
  async create(
    @Body() { name, display_name, email, password }: CreateUserDto,
    @PlatformMetadata() metadata: CommandMetadata,
  ): Promise<UserResponseDto> {
    const user = await this.commandBus.execute(
      new CreateUser({ name, displayName: display_name, email, password }, metadata),
    );
    return toUserResponse(user);
  }

  /**
   * A new access token for the user, beside those they have: only hashes of tokens are kept, so
   * that none can be shown again. Keep the one you get.
   */
  @Get(':userId/token')
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ type: UserTokenResponseDto })
  async issueToken(
    @Param('userId', IdPipe) userId: number,
    @PlatformMetadata() metadata: CommandMetadata,
  ): Promise<UserTokenResponseDto> {
    const user = await this.store.readState(userRef(userId));
    if (!user) throw Refusal.notFound();
    const token = makeAccessToken();
    await this.commandBus.execute(new IssueAccessToken(userId, token, metadata));
    return { access_token: token, expiry: null, user: toTokenUser(user) };
  }

  /** The same, as Chatwoot's clients ask for it. */
  @Post(':userId/token')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ type: UserTokenResponseDto })
  postToken(
    @Param('userId', IdPipe) userId: number,
    @PlatformMetadata() metadata: CommandMetadata,
  ): Promise<UserTokenResponseDto> {
    return this.issueToken(userId, metadata);
  }
}
