import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** What a DELETE says in its body, or in its query where it has none: proxies drop such bodies. */
export const BodyOrQuery = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { body, query } = context.switchToHttp().getRequest<FastifyRequest>();
  return body ?? query;
});
