import type { InlineProjection, StoredEvent } from '@app/event-store';
import type { AccountEvent } from '../domain/account';
import type { TeamEvent } from '../domain/team';

/** The teams there are and who is in them. UNIQUE (account_id, normalized_name) keeps a name once. */
export const teamsProjection: InlineProjection<'teams' | 'team_members'> = {
  name: 'teams',
  tables: ['teams', 'team_members'],
  project(stored: StoredEvent, table) {
    const event = stored as StoredEvent & (AccountEvent | TeamEvent);
    switch (event.type) {
      case 'TeamCreated': {
        const { id, accountId, name, description, allowAutoAssign } = event.data;
        return [
          {
            sql: `INSERT INTO ${table.teams}
                    (id, account_id, name, normalized_name, description, allow_auto_assign)
                  VALUES (?, ?, ?, ?, ?, ?)`,
            params: [
              id,
              accountId,
              name,
              normalizeName(name),
              description,
              Number(allowAutoAssign),
            ],
          },
        ];
      }
      case 'TeamUpdated': {
        const { id, name, description, allowAutoAssign } = event.data;
        return [
          {
            sql: `UPDATE ${table.teams}
                  SET name = ?, normalized_name = ?, description = ?, allow_auto_assign = ?
                  WHERE id = ?`,
            params: [name, normalizeName(name), description, Number(allowAutoAssign), id],
          },
        ];
      }
      case 'TeamDeleted': {
        const { id } = event.data;
        return [
          { sql: `DELETE FROM ${table.team_members} WHERE team_id = ?`, params: [id] },
          { sql: `DELETE FROM ${table.teams} WHERE id = ?`, params: [id] },
        ];
      }
      case 'TeamMembersAdded': {
        const { id, userIds } = event.data;
        return userIds.map((userId) => ({
          sql: `INSERT INTO ${table.team_members} (team_id, user_id) VALUES (?, ?)`,
          params: [id, userId],
        }));
      }
      case 'TeamMembersRemoved': {
        const { id, userIds } = event.data;
        return userIds.map((userId) => ({
          sql: `DELETE FROM ${table.team_members} WHERE team_id = ? AND user_id = ?`,
          params: [id, userId],
        }));
      }
      case 'AccountDeleted': {
        const { id } = event.data;
        return [
          {
            sql: `DELETE FROM ${table.team_members}
                  WHERE team_id IN (SELECT id FROM ${table.teams} WHERE account_id = ?)`,
            params: [id],
          },
          { sql: `DELETE FROM ${table.teams} WHERE account_id = ?`, params: [id] },
        ];
      }
      default:
        return [];
    }
  },
};

/** In JavaScript, for SQLite's lower() knows no letters but ASCII's. */
function normalizeName(name: string): string {
  return name.normalize().toLowerCase();
}
