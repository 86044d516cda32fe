import { Button, Menu } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { session } from '../api/client';
import { useCurrentAccount } from '../session/account';
import { strings } from '../strings';

export function UserMenu() {
  const { profile } = useCurrentAccount();
  const signOut = useMutation({
    mutationFn: () => session.signOut(),
    // Anew from the start: nothing of the user stays in memory.
    onSuccess: () => window.location.assign('/'),
    meta: { failed: strings.session.notSignedOut },
  });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" maw={180}>
          {profile.available_name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{profile.email}</Menu.Label>
        <Menu.Item onClick={() => signOut.mutate()}>{strings.shell.signOut}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
