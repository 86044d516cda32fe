import { Module } from '@nestjs/common';
import { EventTypesController } from './http/event-types.controller';

/** The catalogue of events; rendering them takes no module. */
@Module({ controllers: [EventTypesController] })
export class PayloadsModule {}
