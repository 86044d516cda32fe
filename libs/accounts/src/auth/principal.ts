import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { CommandMetadata } from '@app/event-store';
import type { FastifyRequest } from 'fastify';
import type { Role } from '../domain/account';

/** Who sent a request, once the access token is known to be theirs. */
export interface Principal {
  readonly userId: number;
  readonly name: string;
  readonly email: string;
  readonly accountId: number;
  readonly role: Role;
  /** The request's id in the logs; the events it leads to keep it as their correlation id. */
  readonly requestId: string;
}

export type AuthenticatedRequest = FastifyRequest & { principal: Principal };

/** The {@link Principal} of the request, in a controller behind the AccessTokenGuard. */
export const CurrentPrincipal = createParamDecorator(
  (_: unknown, context: ExecutionContext): Principal =>
    context.switchToHttp().getRequest<AuthenticatedRequest>().principal,
);

export function commandMetadata({ accountId, userId, requestId }: Principal): CommandMetadata {
  return { accountId, actor: { type: 'user', id: userId }, correlationId: requestId };
}
