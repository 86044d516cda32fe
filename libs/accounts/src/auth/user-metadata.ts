import type { CommandMetadata } from '@app/event-store';
import type { IdempotentRequest } from '@app/http';
import {
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
} from '@nestjs/common';
import type { User } from '../domain/user';

type UserRequest = IdempotentRequest & { readonly user: User };

/** Has a user's Idempotency-Keys be theirs alone. Behind the UserGuard, which knows who it is. */
@Injectable()
export class UserKeysGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<UserRequest>();
    request.idempotencyScope = `user:${request.user.id}`;
    return true;
  }
}

/** What the events of a user's command remember that is about the user and no account. */
export const UserMetadata = createParamDecorator(
  (_: unknown, context: ExecutionContext): CommandMetadata => {
    const { id, user, idempotency } = context.switchToHttp().getRequest<UserRequest>();
    return {
      accountId: null,
      actor: { type: 'user', id: user.id },
      correlationId: id,
      ...(idempotency && { idempotency }),
    };
  },
);
