import { AppShell, Burger, Container, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { strings } from '../strings';
import { AccountSwitcher } from './account-switcher';
import { ColorSchemeToggle } from './color-scheme-toggle';
import { Navigation } from './navigation';
import { UnreachableBanner } from './unreachable-banner';
import { UserMenu } from './user-menu';

/** What stands around every page. */
export function Shell({ children }: { children: ReactNode }) {
  const [opened, { toggle, close }] = useDisclosure();
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 240, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding="md"
    >
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group wrap="nowrap" miw={0}>
            <Burger
              opened={opened}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={opened ? strings.shell.closeNavigation : strings.shell.openNavigation}
              aria-expanded={opened}
            />
            <Text fw={700} truncate>
              {strings.shell.product}
            </Text>
          </Group>
          <Group wrap="nowrap" gap="xs">
            <ColorSchemeToggle />
            <UserMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="md" aria-label={strings.shell.navigation}>
        <AccountSwitcher />
        <Navigation onChosen={close} />
      </AppShell.Navbar>
      <AppShell.Main>
        <UnreachableBanner />
        <Container size="lg" px={0} py="sm">
          {children}
        </Container>
      </AppShell.Main>
    </AppShell>
  );
}
