import { EventStore } from '@app/event-store';
import { parseId } from '@app/http';
import { Injectable } from '@nestjs/common';
import { accessTokenRef } from '../domain/access-token';
import { accountRef } from '../domain/account';
import { userRef, type User } from '../domain/user';
import { hashAccessToken } from './access-token';
import type { Principal } from './principal';

type Found = Omit<Principal, 'requestId'>;

/** On the path of every request: three states by their keys, which the store has in memory. */
@Injectable()
export class FindPrincipal {
  constructor(private readonly store: EventStore) {}

  async user(token: string): Promise<User | undefined> {
    const accessToken = await this.store.readState(accessTokenRef(hashAccessToken(token)));
    return accessToken && (await this.store.readState(userRef(accessToken.userId)));
  }

  /**
   * @param account the account's id as it stands in the path
   * @throws NotFoundException where a user asks for what cannot be an id
   */
  async byToken(token: string, account: string): Promise<Found | 'unknown-token' | 'not-a-member'> {
    const user = await this.user(token);
    if (!user) return 'unknown-token';
    const accountId = parseId(account);
    const role = (await this.store.readState(accountRef(accountId)))?.roles[user.id];
    if (!role) return 'not-a-member';
    return { userId: user.id, name: user.name, email: user.email, accountId, role };
  }
}
