import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { eventTypes } from '../catalogue/event-types';
import { EventTypeDto } from './event-type-response.dto';

/** For whoever sets a webhook up or receives its events; nothing of it is secret. */
@ApiTags('Event types')
@Controller('api/v1/event_types')
export class EventTypesController {
  /** The same for as long as the process lives. */
  private readonly list = JSON.stringify(eventTypes());

  /** Every event that webhooks can subscribe to, with the schema and an example of each format. */
  @Get()
  @Header('Content-Type', 'application/json; charset=utf-8')
  @ApiOkResponse({ type: EventTypeDto, isArray: true })
  get(): string {
    return this.list;
  }
}
