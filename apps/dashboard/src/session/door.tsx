import { Box, Card, Center, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { PageTitle } from '../components/page-title';
import { UnreachableBanner } from '../shell/unreachable-banner';
import { strings } from '../strings';

/** The page of those who are not signed in. */
export function Door({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Box component="main">
      <UnreachableBanner />
      <Center className="door">
        <Card withBorder padding="xl" w="100%" maw={420}>
          <Text c="dimmed">{strings.shell.product}</Text>
          <PageTitle title={title} />
          {children}
        </Card>
      </Center>
    </Box>
  );
}
