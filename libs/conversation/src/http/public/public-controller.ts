import { applyDecorators, Controller, UseGuards } from '@nestjs/common';
import {
  ApiNotFoundResponse,
  ApiParam,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { PublicVisitGuard } from './public-visit.guard';

/**
 * A controller of the client API, which contacts' own software uses without an access token: under
 * `/public/api/v1/inboxes/{inboxIdentifier}`. A `:sourceId` in the path names the contact.
 */
export function PublicController(path: string): ClassDecorator {
  return applyDecorators(
    Controller(`public/api/v1/inboxes/:inboxIdentifier/${path}`),
    UseGuards(PublicVisitGuard),
    ApiTags('Client API'),
    ApiParam({ name: 'inboxIdentifier', type: String }),
    ApiNotFoundResponse({ description: 'No such inbox, or nobody of that source id in it' }),
    ApiUnprocessableEntityResponse({ description: 'Not valid' }),
  );
}
