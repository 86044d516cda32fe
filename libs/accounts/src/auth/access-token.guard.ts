import {
  type CanActivate,
  type ExecutionContext,
  Injectable,
  NotFoundException,
  SetMetadata,
  UnauthorizedException,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Role } from '../domain/account';
import { FindPrincipal } from './find-principal';
import type { AuthenticatedRequest } from './principal';

const REQUIRED_ROLE = 'required-role';

/** Lets only administrators of the account through. */
export const AdministratorsOnly = () => SetMetadata(REQUIRED_ROLE, 'administrator' satisfies Role);

/**
 * Lets a request under `/accounts/:accountId` through when its access token, or its session, belongs to
 * a user of that account. An account one is not in and an account that does not exist get the same 404.
 */
@Injectable()
export class AccessTokenGuard implements CanActivate {
  constructor(
    private readonly findPrincipal: FindPrincipal,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const { accountId } = request.params as { accountId: string };
    const found = await this.findPrincipal.inAccount(request, accountId);
    if (found === 'nobody') throw new UnauthorizedException('Invalid Access Token');
    if (found === 'not-a-member') throw new NotFoundException('Resource could not be found');

    const required = this.reflector.getAllAndOverride<Role | undefined>(REQUIRED_ROLE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (required && found.role !== required) {
      throw new UnauthorizedException('You are not authorized to do this action');
    }
    request.principal = found;
    request.idempotencyScope = `account:${found.accountId}/user:${found.userId}`;
    return true;
  }
}
