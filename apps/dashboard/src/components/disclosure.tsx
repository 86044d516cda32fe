import { Collapse, UnstyledButton } from '@mantine/core';
import { useDisclosure, useId } from '@mantine/hooks';
import type { ReactNode } from 'react';

interface DisclosureProps {
  readonly label: string;
  readonly initiallyOpened?: boolean;
  readonly children: ReactNode;
}

/** What is there for those who ask. */
export function Disclosure({ label, initiallyOpened = false, children }: DisclosureProps) {
  const [opened, { toggle }] = useDisclosure(initiallyOpened);
  const region = useId();
  return (
    <div>
      <UnstyledButton
        onClick={toggle}
        aria-expanded={opened}
        aria-controls={region}
        fz="sm"
        fw={500}
      >
        {label} <span aria-hidden>{opened ? '▴' : '▾'}</span>
      </UnstyledButton>
      <Collapse expanded={opened} id={region}>
        {opened && children}
      </Collapse>
    </div>
  );
}
