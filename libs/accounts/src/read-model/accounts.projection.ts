import type { InlineProjection, StoredEvent } from '@app/event-store';
import type { AccountEvent } from '../domain/account';
import type { AccessTokenEvent } from '../domain/access-token';
import { createdUser, type UserEvent } from '../domain/user';

/** Accounts, users, memberships and tokens, as lists and searches see them. */
export const accountsProjection: InlineProjection<
  'accounts' | 'account_users' | 'users' | 'access_tokens'
> = {
  name: 'accounts',
  tables: ['accounts', 'account_users', 'users', 'access_tokens'],
  project(stored: StoredEvent, table) {
    const event = stored as StoredEvent & (AccessTokenEvent | AccountEvent | UserEvent);
    switch (event.type) {
      case 'AccountCreated': {
        const { id, name } = event.data;
        return [
          { sql: `INSERT INTO ${table.accounts} (id, name) VALUES (?, ?)`, params: [id, name] },
        ];
      }
      case 'AccountRenamed': {
        const { id, name } = event.data;
        return [{ sql: `UPDATE ${table.accounts} SET name = ? WHERE id = ?`, params: [name, id] }];
      }
      case 'AccountDeleted': {
        const { id } = event.data;
        return [
          { sql: `DELETE FROM ${table.account_users} WHERE account_id = ?`, params: [id] },
          { sql: `DELETE FROM ${table.accounts} WHERE id = ?`, params: [id] },
        ];
      }
      case 'AccountUserAdded': {
        const { accountId, userId, role } = event.data;
        return [
          {
            sql: `INSERT INTO ${table.account_users} (account_id, user_id, role) VALUES (?, ?, ?)`,
            params: [accountId, userId, role],
          },
        ];
      }
      case 'AccountUserRoleChanged': {
        const { accountId, userId, role } = event.data;
        return [
          {
            sql: `UPDATE ${table.account_users} SET role = ? WHERE account_id = ? AND user_id = ?`,
            params: [role, accountId, userId],
          },
        ];
      }
      case 'AccountUserRemoved': {
        const { accountId, userId } = event.data;
        return [
          {
            sql: `DELETE FROM ${table.account_users} WHERE account_id = ? AND user_id = ?`,
            params: [accountId, userId],
          },
        ];
      }
      case 'UserCreated': {
        const { id, name, email, displayName } = createdUser(event.data);
        return [
          {
            sql: `INSERT INTO ${table.users} (id, name, email, display_name) VALUES (?, ?, ?, ?)`,
            params: [id, name, email, displayName],
          },
        ];
      }
      case 'UserProfileChanged': {
        const { id, name, email } = event.data;
        return [
          {
            sql: `UPDATE ${table.users} SET name = ?, email = ? WHERE id = ?`,
            params: [name, email, id],
          },
        ];
      }
      case 'UserPasswordSet': {
        const { id, passwordHash } = event.data;
        return [
          {
            sql: `UPDATE ${table.users} SET password_hash = ? WHERE id = ?`,
            params: [passwordHash, id],
          },
        ];
      }
      case 'AccessTokenIssued': {
        const { userId, tokenHash, name = null, lastCharacters = null } = event.data;
        return [
          {
            sql: `INSERT INTO ${table.access_tokens}
              (token_hash, user_id, id, name, last_characters, created_at, revoked)
              VALUES (?, ?, ?, ?, ?, ?, 0)`,
            params: [
              tokenHash,
              userId,
              event.position,
              name,
              lastCharacters,
              event.metadata.occurredAt,
            ],
          },
        ];
      }
      case 'AccessTokenRevoked': {
        // Kept: by its row a start knows that it is not the first.
        const { tokenHash } = event.data;
        return [
          {
            sql: `UPDATE ${table.access_tokens} SET revoked = 1 WHERE token_hash = ?`,
            params: [tokenHash],
          },
        ];
      }
      default:
        return [];
    }
  },
};
