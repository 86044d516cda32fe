import { HooryApiError } from '@app/client';
import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect, type ReactNode } from 'react';
import { QueryResult } from '../../components/query-result';
import { strings } from '../../strings';
import { AdvancedSettings } from './advanced-settings';
import { isWebhookUrl, type WebhookFormValues } from './webhook-form-values';
import { useEventTypes } from './webhook-queries';

const text = strings.webhooks;

interface WebhookFormProps {
  readonly initialValues: WebhookFormValues;
  readonly submitLabel: string;
  readonly busy: boolean;
  /** What the server had against the last attempt. */
  readonly error: Error | null;
  readonly onSubmit: (values: WebhookFormValues) => void;
  readonly onCancel: () => void;
  /** Told whether something typed would be lost. */
  readonly onDirty: (dirty: boolean) => void;
  readonly children?: ReactNode;
}

/** Of a webhook to be, and of one there is. */
export function WebhookForm(props: WebhookFormProps) {
  const { initialValues, submitLabel, busy, error, onSubmit, onCancel, onDirty, children } = props;
  const eventTypes = useEventTypes();
  const form = useForm({
    initialValues,
    validateInputOnBlur: ['url'],
    validate: {
      url: (url) => (isWebhookUrl(url) ? null : text.urlInvalid),
      subscriptions: (events) => events.length === 0,
    },
  });
  const { setFieldError } = form;
  useEffect(() => {
    if (error instanceof HooryApiError && error.attributes.includes('url')) {
      setFieldError('url', error.message);
    }
  }, [error, setFieldError]);
  const dirty = form.isDirty();
  useEffect(() => onDirty(dirty), [dirty, onDirty]);

  return (
    <form onSubmit={form.onSubmit(onSubmit)} noValidate>
      <Stack>
        <TextInput
          label={text.url}
          description={text.urlExample}
          type="url"
          autoComplete="off"
          data-autofocus
          {...form.getInputProps('url')}
        />
        <TextInput
          label={text.name}
          autoComplete="off"
          maxLength={255}
          {...form.getInputProps('name')}
        />
        <QueryResult query={eventTypes} failed={text.eventsNotLoaded}>
          {(types) => (
            <Checkbox.Group
              label={text.events}
              description={text.eventsHint}
              value={form.values.subscriptions}
              onChange={(names) => form.setFieldValue('subscriptions', names)}
            >
              <Stack gap="xs" mt="xs">
                {types.map(({ name, label }) => (
                  <Checkbox
                    key={name}
                    value={name}
                    label={text.event(label, name)}
                    className="breaks-anywhere"
                  />
                ))}
              </Stack>
            </Checkbox.Group>
          )}
        </QueryResult>
        <AdvancedSettings
          isNew={initialValues.format === ''}
          format={form.getInputProps('format')}
          inbox={form.getInputProps('inbox')}
        />
        {children}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {strings.shell.cancel}
          </Button>
          <Button type="submit" loading={busy} disabled={!form.isValid()}>
            {submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
