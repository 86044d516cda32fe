import { Database } from '@app/event-store';
import { Injectable } from '@nestjs/common';
import type { Role } from '../domain/account';

/** An account as one user is in it. */
export interface Membership {
  readonly accountId: number;
  readonly accountName: string;
  readonly role: Role;
}

@Injectable()
export class Memberships {
  constructor(private readonly database: Database) {}

  /** In the order in which the accounts were made. */
  ofUser(userId: number): Promise<Membership[]> {
    return this.database.query(
      `SELECT accounts.id AS "accountId", accounts.name AS "accountName", account_users.role
       FROM account_users JOIN accounts ON accounts.id = account_users.account_id
       WHERE account_users.user_id = ? ORDER BY accounts.id`,
      [userId],
    );
  }
}
