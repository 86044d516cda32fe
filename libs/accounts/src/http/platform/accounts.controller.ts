import type { CommandMetadata } from '@app/event-store';
import { Idempotent, IdPipe } from '@app/http';
import { Body, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse } from '@nestjs/swagger';
import { PlatformController } from '../../auth/platform-controller';
import { PlatformMetadata } from '../../auth/platform.guard';
import { CreateAccount } from '../../commands/create-account';
import { DeleteAccount } from '../../commands/delete-account';
import { RenameAccount } from '../../commands/rename-account';
import { FindAccount } from '../../queries/find-account';
import { AccountDto, AccountResponseDto } from './account.dto';

@PlatformController('accounts')
export class PlatformAccountsController {
  constructor(
    private readonly commandBus: CommandBus,
    private readonly findAccount: FindAccount,
  ) {}

  @Post()
  @Idempotent()
  @HttpCode(200)
  @ApiOkResponse({ type: AccountResponseDto })
  async create(
    @Body() { name }: AccountDto,
    @PlatformMetadata() metadata: CommandMetadata,
  ): Promise<AccountResponseDto> {
    return { id: await this.commandBus.execute(new CreateAccount(name, metadata)), name };
  }

  @Get(':accountId')
  @ApiOkResponse({ type: AccountResponseDto })
  async find(@Param('accountId', IdPipe) accountId: number): Promise<AccountResponseDto> {
    const { id, name } = await this.findAccount.byId(accountId);
    return { id, name };
  }

  @Patch(':accountId')
  @ApiOkResponse({ type: AccountResponseDto })
  async rename(
    @Param('accountId', IdPipe) accountId: number,
    @Body() { name }: AccountDto,
    @PlatformMetadata() metadata: CommandMetadata,
  ): Promise<AccountResponseDto> {
    await this.commandBus.execute(new RenameAccount(accountId, name, metadata));
    return { id: accountId, name };
  }

  /** Nothing of the account can be reached from then on, and its webhooks get nothing more. */
  @Delete(':accountId')
  async delete(
    @Param('accountId', IdPipe) accountId: number,
    @PlatformMetadata() metadata: CommandMetadata,
  ): Promise<void> {
    await this.commandBus.execute(new DeleteAccount(accountId, metadata));
  }
}
