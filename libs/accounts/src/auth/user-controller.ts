import { applyDecorators, Controller, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiToken } from './api-responses';
import { UserGuard } from './user.guard';

/** A controller under `/api/v1`, outside of any account, open to every user. */
export function UserController(path: string, tag: string): ClassDecorator {
  return applyDecorators(
    Controller(`api/v1/${path}`),
    UseGuards(UserGuard),
    ApiTags(tag),
    ApiToken(),
  );
}
