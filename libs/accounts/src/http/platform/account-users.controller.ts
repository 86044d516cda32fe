import type { CommandMetadata } from '@app/event-store';
import { IdPipe } from '@app/http';
import { Body, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiOkResponse, ApiQuery } from '@nestjs/swagger';
import { PlatformController } from '../../auth/platform-controller';
import { PlatformMetadata } from '../../auth/platform.guard';
import { RemoveAccountUser } from '../../commands/remove-account-user';
import { SetAccountUser } from '../../commands/set-account-user';
import { FindAccount } from '../../queries/find-account';
import { AccountUserDto, AccountUserResponseDto, NamedUserDto } from './account-user.dto';
import { BodyOrQuery } from './body-or-query';

@PlatformController('accounts/:accountId/account_users')
export class PlatformAccountUsersController {
  constructor(
    private readonly commandBus: CommandBus,
    private readonly findAccount: FindAccount,
  ) {}

  @Get()
  @ApiOkResponse({ type: [AccountUserResponseDto] })
  async list(@Param('accountId', IdPipe) accountId: number): Promise<AccountUserResponseDto[]> {
    const { roles } = await this.findAccount.byId(accountId);
    return Object.entries(roles).map(([userId, role]) => ({
      account_id: accountId,
      user_id: Number(userId),
      role,
    }));
  }

  /** Takes a user into the account, or gives one who is in it another role. */
  @Post()
  @HttpCode(200)
  @ApiOkResponse({ type: AccountUserResponseDto })
  async set(
    @Param('accountId', IdPipe) accountId: number,
    @Body() { user_id, role }: AccountUserDto,
    @PlatformMetadata() metadata: CommandMetadata,
  ): Promise<AccountUserResponseDto> {
    await this.commandBus.execute(new SetAccountUser(accountId, user_id, role, metadata));
    return { account_id: accountId, user_id, role };
  }

  /** Takes a user out of the account and its teams; one who is not in it is passed over. */
  @Delete()
  @ApiBody({ type: NamedUserDto, required: false })
  @ApiQuery({ name: 'user_id', type: Number, required: false })
  async remove(
    @Param('accountId', IdPipe) accountId: number,
    @BodyOrQuery() { user_id }: NamedUserDto,
    @PlatformMetadata() metadata: CommandMetadata,
  ): Promise<void> {
    await this.commandBus.execute(new RemoveAccountUser(accountId, user_id, metadata));
  }
}
