import { applyDecorators, Controller, UseGuards } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiNotFoundResponse,
  ApiParam,
  ApiSecurity,
  ApiTags,
  ApiUnauthorizedResponse,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { AccessTokenGuard } from './access-token.guard';

const ERROR = { type: 'object', properties: { error: { type: 'string' } } } as const;
const INVALID = {
  type: 'object',
  properties: {
    message: { type: 'string', example: 'Url is invalid' },
    attributes: { type: 'array', items: { type: 'string' }, example: ['url'] },
  },
} as const;

/** A controller under `/api/v1/accounts/{accountId}`, open to the users of that account. */
export function AccountController(path: string, tag: string): ClassDecorator {
  return applyDecorators(
    Controller(`api/v1/accounts/:accountId/${path}`),
    UseGuards(AccessTokenGuard),
    ApiTags(tag),
    ApiBearerAuth(),
    ApiSecurity('api_access_token'),
    ApiParam({ name: 'accountId', type: Number }),
    ApiUnauthorizedResponse({ description: 'No valid access token', schema: ERROR }),
    ApiNotFoundResponse({ description: 'Nothing there for this token', schema: ERROR }),
    ApiUnprocessableEntityResponse({ description: 'Not valid', schema: INVALID }),
  );
}
