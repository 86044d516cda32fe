import { EventStore } from '@app/event-store';
import { parseId } from '@app/http';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { accessTokenRef } from '../domain/access-token';
import { accountRef } from '../domain/account';
import { userRef, type User } from '../domain/user';
import { hashAccessToken } from './access-token';
import type { Principal } from './principal';
import { readToken } from './read-token';
import { expectSameOrigin } from './session/same-origin';
import { readSessionCookie } from './session/session-cookie';
import { Sessions } from './session/sessions';

type Found = Principal | 'nobody' | 'not-a-member';

/**
 * On the path of every request: three states by their keys, which the store has in memory. Who has no
 * token may have a session.
 */
@Injectable()
export class FindPrincipal {
  constructor(
    private readonly store: EventStore,
    private readonly sessions: Sessions,
  ) {}

  /** @throws ForbiddenException for what a page of another origin sends by somebody's session */
  async user(request: FastifyRequest): Promise<User | undefined> {
    const token = readToken(request);
    return token === undefined ? this.bySession(request) : this.byToken(token);
  }

  async byToken(token: string): Promise<User | undefined> {
    const accessToken = await this.store.readState(accessTokenRef(hashAccessToken(token)));
    if (!accessToken || accessToken.revoked) return undefined;
    return this.store.readState(userRef(accessToken.userId));
  }

  /**
   * @param account the account's id as it stands in the path
   * @throws NotFoundException where a user asks for what cannot be an id, ForbiddenException as `user`
   */
  async inAccount(request: FastifyRequest, account: string): Promise<Found> {
    const user = await this.user(request);
    if (!user) return 'nobody';
    const accountId = parseId(account);
    const role = (await this.store.readState(accountRef(accountId)))?.roles[user.id];
    if (!role) return 'not-a-member';
    const { id: userId, name, email } = user;
    return { userId, name, email, accountId, role, requestId: request.id };
  }

  byId(userId: number): Promise<User | undefined> {
    return this.store.readState(userRef(userId));
  }

  private async bySession(request: FastifyRequest): Promise<User | undefined> {
    const token = readSessionCookie(request);
    const userId = token === undefined ? undefined : await this.sessions.userIdOf(token);
    if (userId === undefined) return undefined;
    expectSameOrigin(request);
    return this.byId(userId);
  }
}
