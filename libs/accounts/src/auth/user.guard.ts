import type { CommandMetadata } from '@app/event-store';
import type { IdempotentRequest } from '@app/http';
import {
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  UnauthorizedException,
} from '@nestjs/common';
import type { User } from '../domain/user';
import { FindPrincipal } from './find-principal';

type UserRequest = IdempotentRequest & { user: User };

/** Lets a request through whose access token, or session, is a user's, whichever accounts they are in. */
@Injectable()
export class UserGuard implements CanActivate {
  constructor(private readonly findPrincipal: FindPrincipal) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<UserRequest>();
    const user = await this.findPrincipal.user(request);
    if (!user) throw new UnauthorizedException('Invalid Access Token');
    request.user = user;
    request.idempotencyScope = `user:${user.id}`;
    return true;
  }
}

/** The {@link User} whose token the request has, in a controller behind the UserGuard. */
export const CurrentUser = createParamDecorator(
  (_: unknown, context: ExecutionContext): User =>
    context.switchToHttp().getRequest<UserRequest>().user,
);

/** What the events of a user's command remember that is about the user and no account. */
export const UserMetadata = createParamDecorator(
  (_: unknown, context: ExecutionContext): CommandMetadata => {
    const request = context.switchToHttp().getRequest<UserRequest>();
    return metadataOfUser(request.user.id, request);
  },
);

/** The same where no guard has said who it is. */
export function metadataOfUser(
  userId: number,
  { id, idempotency }: IdempotentRequest,
): CommandMetadata {
  return {
    accountId: null,
    actor: { type: 'user', id: userId },
    correlationId: id,
    ...(idempotency && { idempotency }),
  };
}
