import { Button, Group, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useIdempotencyKey } from '../../api/idempotency-key';
import { SecretField } from '../../components/secret-field';
import { toastSuccess } from '../../components/toasts';
import { useAccount } from '../../session/account';
import { strings } from '../../strings';
import { FormDialog } from './form-dialog';
import { WebhookForm } from './webhook-form';
import { NEW_WEBHOOK, toCreate, type WebhookFormValues } from './webhook-form-values';
import { useWebhooksChanged } from './webhook-queries';

const text = strings.webhooks;

export function AddWebhook({ onClose }: { onClose: () => void }) {
  const { client } = useAccount();
  const changed = useWebhooksChanged();
  const keyOf = useIdempotencyKey();
  const [dirty, setDirty] = useState(false);
  const create = useMutation({
    mutationFn: (values: WebhookFormValues) => {
      const webhook = toCreate(values);
      return client.webhooks.create(webhook, { idempotencyKey: keyOf(webhook) });
    },
    onSuccess: () => {
      toastSuccess(text.created);
      return changed();
    },
    meta: { failed: text.notCreated },
  });

  if (create.data) {
    return (
      <FormDialog title={text.created} dirty={false} onClose={onClose}>
        <Stack>
          <SecretField
            label={text.secret}
            description={text.secretHint}
            value={create.data.secret}
            copyLabel={text.copySecret}
          />
          <Group justify="flex-end">
            <Button onClick={onClose} data-autofocus>
              {text.done}
            </Button>
          </Group>
        </Stack>
      </FormDialog>
    );
  }
  return (
    <FormDialog title={text.add} dirty={dirty} onClose={onClose}>
      <WebhookForm
        initialValues={NEW_WEBHOOK}
        submitLabel={text.create}
        busy={create.isPending}
        error={create.error}
        onSubmit={create.mutate}
        onCancel={onClose}
        onDirty={setDirty}
      />
    </FormDialog>
  );
}
