import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { expectObject } from './validation.pipe';

/** The body, for what asks for nothing: existing clients POST none at all where there is nothing to tell. */
export const OptionalBody = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { body } = context.switchToHttp().getRequest<FastifyRequest>();
  if (body === undefined) return {};
  expectObject(body);
  return body;
});
