import { Group, PasswordInput, TextInput } from '@mantine/core';
import { CopyButton } from './copy-button';

interface SecretFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  readonly copyLabel: string;
  /** Not to be read over a shoulder; copied all the same. */
  readonly masked?: boolean;
}

export function SecretField({ label, description, value, copyLabel, masked }: SecretFieldProps) {
  const Field = masked ? PasswordInput : TextInput;
  return (
    <Group align="end" gap="xs">
      <Field
        className="grows"
        label={label}
        description={description}
        value={value}
        readOnly
        autoComplete="off"
        {...(masked && { visible: false, rightSection: <span /> })}
      />
      <CopyButton text={value} label={copyLabel} />
    </Group>
  );
}
