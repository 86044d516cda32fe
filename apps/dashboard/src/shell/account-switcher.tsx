import { NativeSelect } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useCurrentAccount } from '../session/account';
import { strings } from '../strings';

/** For those who are in several accounts. */
export function AccountSwitcher() {
  const { profile, account, choose } = useCurrentAccount();
  const navigate = useNavigate();
  if (profile.accounts.length < 2) return null;
  return (
    <NativeSelect
      label={strings.shell.account}
      value={String(account?.id)}
      data={profile.accounts.map(({ id, name }) => ({ value: String(id), label: name }))}
      onChange={(event) => {
        choose(Number(event.currentTarget.value));
        // What the page showed may be of the other account alone.
        void navigate({ to: '/' });
      }}
      mb="md"
    />
  );
}
