import { Code, Group, Stack, Title } from '@mantine/core';
import { useId } from '@mantine/hooks';
import { CopyButton } from './copy-button';

interface JsonBlockProps {
  readonly title: string;
  readonly copyLabel: string;
  readonly value: unknown;
}

/** JSON to be read and copied; it scrolls by keyboard as well. */
export function JsonBlock({ title, copyLabel, value }: JsonBlockProps) {
  const titleId = useId();
  const text = JSON.stringify(value, null, 2);
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Title order={2} size="h5" id={titleId}>
          {title}
        </Title>
        <CopyButton text={text} label={copyLabel} />
      </Group>
      <Code block className="scrolls" tabIndex={0} role="region" aria-labelledby={titleId}>
        {text}
      </Code>
    </Stack>
  );
}
