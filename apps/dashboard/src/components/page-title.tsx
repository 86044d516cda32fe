import { Group, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { strings } from '../strings';

/** The heading of a page, its name in the browser's tab, and what can be done on it. */
export function PageTitle({ title, children }: { title: string; children?: ReactNode }) {
  useDocumentTitle(`${title} · ${strings.shell.product}`);
  return (
    <Group justify="space-between" mb="lg">
      <Title order={1} size="h2" className="breaks-anywhere">
        {title}
      </Title>
      {children}
    </Group>
  );
}
