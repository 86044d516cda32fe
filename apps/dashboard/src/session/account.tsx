import type { HooryClient, UserProfile } from '@app/client';
import { useLocalStorage } from '@mantine/hooks';
import { createContext, useContext, useMemo, type ReactNode } from 'react';
import { clientOf } from '../api/client';

export type Account = UserProfile['accounts'][number];

interface CurrentAccount {
  readonly profile: UserProfile;
  /** undefined for a user who is in none. */
  readonly account: Account | undefined;
  readonly choose: (accountId: number) => void;
}

const Current = createContext<CurrentAccount | undefined>(undefined);

/** Which of the user's accounts the pages are about: the one chosen last in this browser. */
export function AccountProvider({
  profile,
  children,
}: {
  profile: UserProfile;
  children: ReactNode;
}) {
  const [chosen, choose] = useLocalStorage<number | undefined>({
    key: 'hoory-account',
    defaultValue: undefined,
    getInitialValueInEffect: false,
  });
  const { accounts } = profile;
  const account = accounts.find(({ id }) => id === chosen) ?? accounts[0];
  const current = useMemo(() => ({ profile, account, choose }), [profile, account, choose]);
  return <Current value={current}>{children}</Current>;
}

/** @throws Error where nobody is signed in */
export function useCurrentAccount(): CurrentAccount {
  const current = useContext(Current);
  if (!current) throw new Error('Nobody is signed in');
  return current;
}

/**
 * The current account, and its API.
 * @throws Error where the user is in none
 */
export function useAccount(): Account & { readonly client: HooryClient } {
  const { account } = useCurrentAccount();
  if (!account) throw new Error('The user is in no account');
  return useMemo(() => ({ ...account, client: clientOf(account.id) }), [account]);
}
