import { Database } from '@app/event-store';
import { Injectable } from '@nestjs/common';

/** A token as its user sees it. */
export interface AccessTokenView {
  /** The position of the event by which it was issued. */
  readonly id: number;
  /** null for one that was issued without. */
  readonly name: string | null;
  /** null for one of before they were kept. */
  readonly lastCharacters: string | null;
  /** ISO 8601. */
  readonly createdAt: string;
}

@Injectable()
export class AccessTokens {
  constructor(private readonly database: Database) {}

  /** Those that open something, in the order in which they were issued. */
  ofUser(userId: number): Promise<AccessTokenView[]> {
    return this.database.query(
      `SELECT id, name, last_characters AS "lastCharacters", created_at AS "createdAt"
       FROM access_tokens WHERE user_id = ? AND revoked = 0 ORDER BY id`,
      [userId],
    );
  }
}
