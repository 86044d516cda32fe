import { EventStore, Refusal } from '@app/event-store';
import { Injectable } from '@nestjs/common';
import { accountRef, type Account } from '../domain/account';

@Injectable()
export class FindAccount {
  constructor(private readonly store: EventStore) {}

  /** @throws Refusal where there is none, or none any more */
  async byId(accountId: number): Promise<Account> {
    const account = await this.store.readState(accountRef(accountId));
    if (!account?.id) throw Refusal.notFound();
    return account;
  }
}
