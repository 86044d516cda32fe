import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { strings } from '../strings';
import { copyText } from './copy-text';

const SHOWN_MS = 2_000;

interface CopyButtonProps {
  readonly text: string;
  /** What it is for those who do not see what stands beside it. */
  readonly label: string;
  /** Nothing stands beside it: everybody reads the label. */
  readonly withLabel?: boolean;
}

export function CopyButton({ text, label, withLabel = false }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <Button
      variant="default"
      aria-label={copied ? strings.shell.copied : label}
      onClick={() => void copyText(text).then(setCopied)}
    >
      {copied ? strings.shell.copied : withLabel ? label : strings.shell.copy}
    </Button>
  );
}
