import { Database, type SqlValue } from '@app/event-store';
import { Injectable } from '@nestjs/common';
import type { Role } from '../domain/account';
import { normalizeEmail, type User } from '../domain/user';

/** A user as one of an account. */
export interface Agent extends User {
  readonly accountId: number;
  readonly role: Role;
  /** Whether there is a way for them to act: a password or a token. */
  readonly confirmed: boolean;
}

const SELECT = `
  SELECT users.id, users.name, users.email, users.display_name AS "displayName",
    account_users.account_id AS "accountId", account_users.role,
    users.password_hash IS NOT NULL
      OR EXISTS (
        SELECT 1 FROM access_tokens WHERE access_tokens.user_id = users.id AND revoked = 0
      ) AS confirmed
  FROM account_users JOIN users ON users.id = account_users.user_id
  WHERE account_users.account_id = ?`;

type AgentRow = Omit<Agent, 'confirmed'> & { readonly confirmed: boolean | 0 | 1 };

/** The users of accounts, in the order in which they became users. */
@Injectable()
export class Agents {
  constructor(private readonly database: Database) {}

  list(accountId: number): Promise<Agent[]> {
    return this.select('', [accountId]);
  }

  /** Those of these users who are in the account. */
  listByIds(accountId: number, userIds: readonly number[]): Promise<Agent[]> {
    return this.select(`AND users.id IN ${this.database.dialect.numbers}`, [
      accountId,
      JSON.stringify(userIds),
    ]);
  }

  listByTeam(accountId: number, teamId: number): Promise<Agent[]> {
    return this.select('AND users.id IN (SELECT user_id FROM team_members WHERE team_id = ?)', [
      accountId,
      teamId,
    ]);
  }

  /** Of a user of the installation, whichever accounts they are in. */
  async userIdOf(email: string): Promise<number | undefined> {
    const [user] = await this.database.query<{ id: number }>(
      'SELECT id FROM users WHERE email = ?',
      [normalizeEmail(email)],
    );
    return user?.id;
  }

  private async select(condition: string, params: readonly SqlValue[]): Promise<Agent[]> {
    const rows = await this.database.query<AgentRow>(`${SELECT} ${condition} ORDER BY users.id`, [
      ...params,
    ]);
    return rows.map(toAgent);
  }
}

function toAgent(row: AgentRow): Agent {
  return { ...row, confirmed: Boolean(row.confirmed) };
}
