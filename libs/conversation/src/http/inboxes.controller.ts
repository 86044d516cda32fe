import {
  AccountController,
  AdministratorsOnly,
  commandMetadata,
  CurrentPrincipal,
  type Principal,
} from '@app/accounts';
import { Idempotent } from '@app/http';
import { Body, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse } from '@nestjs/swagger';
import { CreateInbox } from '../commands/create-inbox';
import { CreateInboxDto } from './create-inbox.dto';
import { InboxResponseDto, toInboxResponse } from './inbox-response.dto';

@AccountController('inboxes', 'Inboxes')
export class InboxesController {
  constructor(private readonly commandBus: CommandBus) {}

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
      new CreateInbox(
        principal.accountId,
        name,
        {
          type: channel.type === 'api' ? 'Channel::Api' : 'Channel::WebWidget',
          webhookUrl: (channel.type === 'api' && channel.webhook_url) || '',
          websiteUrl: channel.website_url ?? '',
        },
        commandMetadata(principal),
      ),
    );
    return toInboxResponse(inbox);
  }
}
