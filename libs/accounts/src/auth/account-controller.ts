import { applyDecorators, Controller, UseGuards } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { AccessTokenGuard } from './access-token.guard';
import { ApiRefusals, ApiToken } from './api-responses';

/** A controller under `/api/v1/accounts/{accountId}`, open to the users of that account. */
export function AccountController(path: string, tag: string): ClassDecorator {
  return applyDecorators(
    Controller(`api/v1/accounts/:accountId/${path}`),
    UseGuards(AccessTokenGuard),
    ApiTags(tag),
    ApiToken(),
    ApiParam({ name: 'accountId', type: Number }),
    ApiRefusals(),
  );
}
