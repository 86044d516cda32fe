import { applyDecorators } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiNotFoundResponse,
  ApiSecurity,
  ApiUnauthorizedResponse,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';

const ERROR = { type: 'object', properties: { error: { type: 'string' } } } as const;
const INVALID = {
  type: 'object',
  properties: {
    message: { type: 'string', example: 'Url is invalid' },
    attributes: { type: 'array', items: { type: 'string' }, example: ['url'] },
  },
} as const;

/** Documents how a token is sent. */
export function ApiToken(): ClassDecorator {
  return applyDecorators(
    ApiBearerAuth(),
    ApiSecurity('api_access_token'),
    ApiUnauthorizedResponse({ description: 'No valid access token', schema: ERROR }),
  );
}

/** Documents how a request is refused that names something or brings something. */
export function ApiRefusals(): ClassDecorator {
  return applyDecorators(
    ApiNotFoundResponse({ description: 'Nothing there for this token', schema: ERROR }),
    ApiUnprocessableEntityResponse({ description: 'Not valid', schema: INVALID }),
  );
}
