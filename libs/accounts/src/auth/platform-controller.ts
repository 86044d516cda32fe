import { applyDecorators, Controller, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiRefusals, ApiToken } from './api-responses';
import { PlatformGuard } from './platform.guard';

/** A controller under `/platform/api/v1`, open to whoever has PLATFORM_ACCESS_TOKEN. */
export function PlatformController(path: string): ClassDecorator {
  return applyDecorators(
    Controller(`platform/api/v1/${path}`),
    UseGuards(PlatformGuard),
    ApiTags('Platform'),
    ApiToken(),
    ApiRefusals(),
  );
}
