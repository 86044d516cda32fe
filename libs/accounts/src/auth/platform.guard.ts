import { timingSafeEqual } from 'node:crypto';
import { EventStore, type CommandMetadata } from '@app/event-store';
import {
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  UnauthorizedException,
} from '@nestjs/common';
import type { IdempotentRequest } from '@app/http';
import { platformRef } from '../domain/platform';
import { hashAccessToken } from './access-token';
import { readToken } from './read-token';

/** Lets a request through that has the token of the installation itself. */
@Injectable()
export class PlatformGuard implements CanActivate {
  constructor(private readonly store: EventStore) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<IdempotentRequest>();
    const token = readToken(request);
    const platform = await this.store.readState(platformRef);
    if (!token || !platform || !sameHash(hashAccessToken(token), platform.tokenHash)) {
      throw new UnauthorizedException('Invalid Access Token');
    }
    request.idempotencyScope = 'platform';
    return true;
  }
}

/** In a time that tells nothing of where two hashes differ. */
function sameHash(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

/** What the events of a platform's command remember: it acts for the system, on whichever account. */
export const PlatformMetadata = createParamDecorator(
  (_: unknown, context: ExecutionContext): CommandMetadata => {
    const { id, idempotency } = context.switchToHttp().getRequest<IdempotentRequest>();
    return { accountId: null, actor: null, correlationId: id, ...(idempotency && { idempotency }) };
  },
);
