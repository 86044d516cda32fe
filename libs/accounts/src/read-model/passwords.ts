import { Database } from '@app/event-store';
import { Injectable } from '@nestjs/common';
import { normalizeEmail } from '../domain/user';

export interface PasswordOfUser {
  readonly userId: number;
  /** As `hashPassword` makes it; null where the user has none. */
  readonly passwordHash: string | null;
}

const SELECT = 'SELECT id AS "userId", password_hash AS "passwordHash" FROM users';

/** The hashes of users' passwords. */
@Injectable()
export class Passwords {
  constructor(private readonly database: Database) {}

  async byEmail(email: string): Promise<PasswordOfUser | undefined> {
    const [found] = await this.database.query<PasswordOfUser>(`${SELECT} WHERE email = ?`, [
      normalizeEmail(email),
    ]);
    return found;
  }

  async byUser(userId: number): Promise<PasswordOfUser | undefined> {
    const [found] = await this.database.query<PasswordOfUser>(`${SELECT} WHERE id = ?`, [userId]);
    return found;
  }

  /** Whether nobody can sign in yet. */
  async areNone(): Promise<boolean> {
    const found = await this.database.query(
      'SELECT 1 AS one FROM users WHERE password_hash IS NOT NULL LIMIT 1',
    );
    return found.length === 0;
  }
}
