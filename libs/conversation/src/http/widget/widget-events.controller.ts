import {
  Body,
  Controller,
  Headers,
  HttpCode,
  NotFoundException,
  Post,
  Query,
  Req,
} from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiHeader, ApiNotFoundResponse, ApiOkResponse, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { TriggerWebWidget } from '../../commands/trigger-web-widget';
import type { WidgetEventInfo } from '../../domain/contact';
import { Inboxes } from '../../read-model/inboxes';
import { PublicContactDto, toPublicContact } from '../public/public-contact.dto';
import { readBrowser } from './browser';
import { WidgetEventDto } from './widget-event.dto';

@Controller('api/v1/widget/events')
@ApiTags('Widget')
export class WidgetEventsController {
  constructor(
    private readonly commandBus: CommandBus,
    private readonly inboxes: Inboxes,
  ) {}

  /** A visitor opens the widget. */
  @Post()
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
    @Query('website_token') websiteToken: unknown,
    @Headers('x-auth-token') sourceId: string | undefined,
    @Headers('user-agent') userAgent: string | undefined,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<PublicContactDto> {
    const inbox =
      typeof websiteToken === 'string'
        ? await this.inboxes.findByIdentifier(websiteToken, 'Channel::WebWidget')
        : undefined;
    if (!inbox) throw new NotFoundException('Resource could not be found');
    const eventInfo = toEventInfo(dto, userAgent);
    const visitor = await this.commandBus.execute(
      new TriggerWebWidget(inbox, sourceId || null, eventInfo, requestId),
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
