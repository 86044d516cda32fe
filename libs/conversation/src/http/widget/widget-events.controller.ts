import { Idempotent } from '@app/http';
import { Body, Controller, Headers, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiHeader, ApiNotFoundResponse, ApiOkResponse, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { TriggerWebWidget } from '../../commands/contacts/trigger-web-widget';
import type { WidgetEventInfo } from '../../domain/contact';
import type { Inbox } from '../../domain/inbox';
import { PublicContactDto, toPublicContact } from '../public/public-contact.dto';
import { originOf } from '../public/public-visit';
import { readBrowser } from './browser';
import { WidgetEventDto } from './widget-event.dto';
import { WidgetGuard, WidgetInbox } from './widget.guard';

@Controller('api/v1/widget/events')
@UseGuards(WidgetGuard)
@ApiTags('Widget')
export class WidgetEventsController {
  constructor(private readonly commandBus: CommandBus) {}

  /** A visitor opens the widget. */
  @Post()
  @Idempotent()
  @HttpCode(200)
  @ApiQuery({ name: 'website_token', type: String })
  @ApiHeader({
    name: 'X-Auth-Token',
    description:
      'The `source_id` that the answer to the first visit gave; without it, a new visitor',
    required: false,
  })
  @ApiOkResponse({ type: PublicContactDto })
  @ApiNotFoundResponse({ description: 'No widget has this token' })
  async create(
    @Body() dto: WidgetEventDto,
    @WidgetInbox() inbox: Inbox,
    @Headers('x-auth-token') sourceId: string | undefined,
    @Headers('user-agent') userAgent: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<PublicContactDto> {
    const eventInfo = toEventInfo(dto, userAgent);
    const visitor = await this.commandBus.execute(
      new TriggerWebWidget(inbox, sourceId || null, eventInfo, originOf(request)),
    );
    return toPublicContact(visitor);
  }
}

function toEventInfo(
  { event_info }: WidgetEventDto,
  userAgent: string | undefined,
): WidgetEventInfo {
  return {
    initiatedAt: event_info?.initiated_at?.timestamp ?? '',
    referer: event_info?.referer ?? '',
    widgetLanguage: event_info?.widget_language ?? '',
    browserLanguage: event_info?.browser_language ?? '',
    browser: readBrowser(userAgent),
  };
}
