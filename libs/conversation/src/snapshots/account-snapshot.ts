import type { Account } from '@app/accounts';
import type { AccountSnapshot } from '../domain/snapshots';

/**
 * What events say of their account: its roles are nobody's business outside. undefined for one that
 * was deleted, as for one that never was.
 */
export function accountSnapshot(account: Account | undefined): AccountSnapshot | undefined {
  return account?.id ? { id: account.id, name: account.name } : undefined;
}
