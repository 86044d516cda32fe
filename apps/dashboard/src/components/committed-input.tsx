import { TextInput, type TextInputProps } from '@mantine/core';
import { useEffect, useState } from 'react';

interface CommittedInputProps extends Omit<TextInputProps, 'value' | 'onChange'> {
  readonly value: string;
  readonly onCommit: (value: string) => void;
}

/** Takes what was typed once it was typed: with Enter, or when the field is left. */
export function CommittedInput({ value, onCommit, ...props }: CommittedInputProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const commit = () => {
    if (typed !== value) onCommit(typed);
  };
  return (
    <TextInput
      {...props}
      value={typed}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={commit}
      onKeyDown={({ key }) => {
        if (key === 'Enter') commit();
      }}
    />
  );
}
