import { Module } from '@nestjs/common';
import { EventsController } from './http/events.controller';
import { FindWantingWebhooksHandler } from './queries/find-wanting-webhooks';
import { ListEventsHandler } from './queries/list-events';
import { EventTail } from './tail/event-tail';

/** The log of an account, for its administrators to read. */
@Module({
  controllers: [EventsController],
  providers: [ListEventsHandler, FindWantingWebhooksHandler, EventTail],
})
export class LogModule {}
