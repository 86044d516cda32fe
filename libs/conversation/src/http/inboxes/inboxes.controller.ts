import {
  AccountController,
  AdministratorsOnly,
  commandMetadata,
  CurrentPrincipal,
  type Principal,
} from '@app/accounts';
import { Idempotent, IdPipe } from '@app/http';
import { SecretBox } from '@app/secrets';
import { Body, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse } from '@nestjs/swagger';
import { CreateInbox } from '../../commands/inboxes/create-inbox';
import { UpdateInbox } from '../../commands/inboxes/update-inbox';
import type { Inbox } from '../../domain/inbox';
import { FindInbox } from '../../queries/find-inbox';
import { ListInboxes } from '../../queries/list-inboxes';
import { InboxListDto, InboxResponseDto, toInboxResponse } from './inbox-response.dto';
import { CreateInboxDto, toChannel, toInboxChanges, UpdateInboxDto } from './inbox.dto';

@AccountController('inboxes', 'Inboxes')
export class InboxesController {
  constructor(
    private readonly commandBus: CommandBus,
    private readonly queryBus: QueryBus,
    private readonly secretBox: SecretBox,
  ) {}

  @Get()
  @ApiOkResponse({ type: InboxListDto })
  async list(@CurrentPrincipal() principal: Principal): Promise<InboxListDto> {
    const inboxes = await this.queryBus.execute(new ListInboxes(principal.accountId));
    return { payload: inboxes.map((inbox) => this.toResponse(inbox, principal)) };
  }

  @Post()
  @Idempotent()
  @AdministratorsOnly()
  @HttpCode(200)
  @ApiOkResponse({ type: InboxResponseDto })
  async create(
    @Body() { name, channel }: CreateInboxDto,
    @CurrentPrincipal() principal: Principal,
  ): Promise<InboxResponseDto> {
    const inbox = await this.commandBus.execute(
      new CreateInbox(principal.accountId, name, toChannel(channel), commandMetadata(principal)),
    );
    return this.toResponse(inbox, principal);
  }

  @Get(':inboxId')
  @ApiOkResponse({ type: InboxResponseDto })
  async find(
    @Param('inboxId', IdPipe) inboxId: number,
    @CurrentPrincipal() principal: Principal,
  ): Promise<InboxResponseDto> {
    const inbox = await this.queryBus.execute(new FindInbox(principal.accountId, inboxId));
    return this.toResponse(inbox, principal);
  }

  @Patch(':inboxId')
  @AdministratorsOnly()
  @ApiOkResponse({ type: InboxResponseDto })
  async update(
    @Param('inboxId', IdPipe) inboxId: number,
    @Body() dto: UpdateInboxDto,
    @CurrentPrincipal() principal: Principal,
  ): Promise<InboxResponseDto> {
    const changes = toInboxChanges(dto);
    const inbox = await this.commandBus.execute(
      new UpdateInbox(principal.accountId, inboxId, changes, commandMetadata(principal)),
    );
    return this.toResponse(inbox, principal);
  }

  private toResponse(inbox: Inbox, { role }: Principal): InboxResponseDto {
    if (role !== 'administrator') return toInboxResponse(inbox, null);
    return toInboxResponse(inbox, {
      hmacToken: this.unseal(inbox.sealedHmacToken),
      callbackSecret: this.unseal(inbox.callback.sealedSecret),
    });
  }

  /** Inboxes of the first days have no secrets. */
  private unseal(sealed: string): string {
    return sealed && this.secretBox.open(sealed);
  }
}
