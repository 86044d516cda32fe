import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** The body, or what stands under `key` in it where a client has wrapped it, as Rails clients do. */
export const UnwrappedBody = createParamDecorator((key: string, context: ExecutionContext) => {
  const { body } = context.switchToHttp().getRequest<FastifyRequest>();
  const wrapped = (body as Record<string, unknown> | null | undefined)?.[key];
  return typeof wrapped === 'object' && wrapped !== null ? wrapped : (body ?? {});
});
