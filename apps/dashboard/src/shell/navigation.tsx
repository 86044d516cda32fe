import { NavLink, Text } from '@mantine/core';
import { Link, useLocation } from '@tanstack/react-router';
import { useCurrentAccount } from '../session/account';
import { strings } from '../strings';

const SETTINGS = [
  { to: '/settings/integrations', label: strings.shell.integrations },
  { to: '/live', label: strings.shell.live },
] as const;
const OWN = [
  { to: '/event-types', label: strings.shell.eventTypes },
  { to: '/access-tokens', label: strings.shell.accessTokens },
] as const;

type Entry = (typeof SETTINGS)[number] | (typeof OWN)[number];

/** The sidebar; settings are for administrators alone. */
export function Navigation({ onChosen }: { onChosen: () => void }) {
  const { account } = useCurrentAccount();
  const { pathname } = useLocation();
  const linkTo = ({ to, label }: Entry) => (
    <NavLink
      key={to}
      component={Link}
      to={to}
      label={label}
      active={pathname.startsWith(to)}
      onClick={onChosen}
    />
  );
  return (
    <>
      {account?.role === 'administrator' && (
        <>
          <Text size="sm" fw={600} c="dimmed" px="sm" py={4}>
            {strings.shell.settings}
          </Text>
          {SETTINGS.map(linkTo)}
        </>
      )}
      {OWN.map(linkTo)}
    </>
  );
}
