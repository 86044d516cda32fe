import { Database } from '@app/event-store';
import { Injectable } from '@nestjs/common';
import type { TeamDetails } from '../domain/team';

/** A team as one user sees it. */
export interface TeamView extends TeamDetails {
  readonly id: number;
  readonly accountId: number;
  readonly isMember: boolean;
}

type TeamRow = Omit<TeamView, 'allowAutoAssign' | 'isMember'> & {
  readonly allowAutoAssign: 0 | 1;
  readonly isMember: boolean | 0 | 1;
};

@Injectable()
export class Teams {
  constructor(private readonly database: Database) {}

  /** An account's teams, in the order in which they were made. */
  async list(accountId: number, viewerId: number): Promise<TeamView[]> {
    const rows = await this.database.query<TeamRow>(
      `SELECT id, account_id AS "accountId", name, description,
         allow_auto_assign AS "allowAutoAssign",
         EXISTS (SELECT 1 FROM team_members WHERE team_id = teams.id AND user_id = ?) AS "isMember"
       FROM teams WHERE account_id = ? ORDER BY id`,
      [viewerId, accountId],
    );
    return rows.map(toView);
  }

  async idsOfMember(accountId: number, userId: number): Promise<number[]> {
    const rows = await this.database.query<{ id: number }>(
      `SELECT id FROM team_members JOIN teams ON teams.id = team_id
       WHERE user_id = ? AND account_id = ?`,
      [userId, accountId],
    );
    return rows.map(({ id }) => id);
  }
}

function toView(row: TeamRow): TeamView {
  return { ...row, allowAutoAssign: row.allowAutoAssign === 1, isMember: Boolean(row.isMember) };
}
