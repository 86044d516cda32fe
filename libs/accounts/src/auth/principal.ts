import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { CommandMetadata, Idempotency } from '@app/event-store';
import type { IdempotentRequest } from '@app/http';
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
  /** What the request's Idempotency-Key stands for, where it has one. */
  readonly idempotency?: Idempotency;
}

export type AuthenticatedRequest = IdempotentRequest & { principal: Principal };

/** The {@link Principal} of the request, in a controller behind the AccessTokenGuard. */
export const CurrentPrincipal = createParamDecorator(
  (_: unknown, context: ExecutionContext): Principal => {
    const { principal, idempotency } = context.switchToHttp().getRequest<AuthenticatedRequest>();
    return idempotency ? { ...principal, idempotency } : principal;
  },
);

export function commandMetadata({
  accountId,
  userId,
  requestId,
  idempotency,
}: Principal): CommandMetadata {
  return { accountId, actor: { type: 'user', id: userId }, correlationId: requestId, idempotency };
}
