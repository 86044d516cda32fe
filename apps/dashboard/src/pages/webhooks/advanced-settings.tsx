import { NativeSelect, Stack, type NativeSelectProps } from '@mantine/core';
import { Disclosure } from '../../components/disclosure';
import { strings } from '../../strings';
import { useInboxes } from './webhook-queries';

const text = strings.webhooks;

interface AdvancedSettingsProps {
  /** Of a new webhook the server's default may be taken. */
  readonly isNew: boolean;
  readonly format: NativeSelectProps;
  readonly inbox: NativeSelectProps;
}

/** What most webhooks leave as it is. */
export function AdvancedSettings({ isNew, format, inbox }: AdvancedSettingsProps) {
  const inboxes = useInboxes();
  const formats = Object.entries(text.formats).map(([value, label]) => ({ value, label }));
  return (
    <Disclosure label={text.advanced}>
      <Stack mt="xs">
        <NativeSelect
          label={text.format}
          description={text.formatHint}
          data={isNew ? [{ value: '', label: text.formatDefault }, ...formats] : formats}
          {...format}
        />
        <NativeSelect
          label={text.inbox}
          description={text.inboxHint}
          data={[
            { value: '', label: text.allInboxes },
            ...(inboxes.data ?? []).map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
          {...inbox}
        />
      </Stack>
    </Disclosure>
  );
}
