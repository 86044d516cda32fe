import type { InlineProjection, StoredEvent } from '@app/event-store';
import type { AccountEvent } from '../domain/account';
import type { AccessTokenEvent } from '../domain/access-token';
import type { UserEvent } from '../domain/user';

/** Accounts, users, memberships and tokens, as lists and searches see them. */
export const accountsProjection: InlineProjection = {
  name: 'accounts',
  project(stored: StoredEvent) {
    const event = stored as StoredEvent & (AccessTokenEvent | AccountEvent | UserEvent);
    switch (event.type) {
      case 'AccountCreated': {
        const { id, name } = event.data;
        return [{ sql: 'INSERT INTO accounts (id, name) VALUES (?, ?)', params: [id, name] }];
      }
      case 'UserCreated': {
        const { id, name, email } = event.data;
        return [
          {
            sql: 'INSERT INTO users (id, name, email) VALUES (?, ?, ?)',
            params: [id, name, email],
          },
        ];
      }
      case 'AccountUserAdded': {
        const { accountId, userId, role } = event.data;
        return [
          {
            sql: 'INSERT INTO account_users (account_id, user_id, role) VALUES (?, ?, ?)',
            params: [accountId, userId, role],
          },
        ];
      }
      case 'AccessTokenIssued': {
        const { userId, tokenHash } = event.data;
        return [
          {
            sql: 'INSERT INTO access_tokens (token_hash, user_id) VALUES (?, ?)',
            params: [tokenHash, userId],
          },
        ];
      }
      default:
        return [];
    }
  },
};
