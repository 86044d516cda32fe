import { Badge } from '@mantine/core';

interface StatusBadgeProps {
  /** Of its outline; its words are as dark as the text's, to be read by everyone. */
  readonly color: string;
  /** What tells it apart for those who do not tell the colours. */
  readonly sign: string;
  readonly children: string;
}

export function StatusBadge({ color, sign, children }: StatusBadgeProps) {
  return (
    <Badge
      variant="outline"
      color={color}
      c="var(--mantine-color-text)"
      leftSection={<span aria-hidden>{sign}</span>}
    >
      {children}
    </Badge>
  );
}
