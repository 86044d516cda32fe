import type { Webhook } from '@app/client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { SecretField } from '../../components/secret-field';
import { toastSuccess } from '../../components/toasts';
import { useAccount } from '../../session/account';
import { strings } from '../../strings';
import { FormDialog } from './form-dialog';
import { WebhookForm } from './webhook-form';
import { toUpdate, valuesOf, type WebhookFormValues } from './webhook-form-values';
import { useWebhooksChanged } from './webhook-queries';

const text = strings.webhooks;

export function EditWebhook({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { client } = useAccount();
  const changed = useWebhooksChanged();
  const [dirty, setDirty] = useState(false);
  const update = useMutation({
    mutationFn: (values: WebhookFormValues) => client.webhooks.update(webhook.id, toUpdate(values)),
    onSuccess: () => {
      toastSuccess(text.updated);
      onClose();
      return changed();
    },
    meta: { failed: text.notUpdated },
  });
  return (
    <FormDialog title={text.editTitle} dirty={dirty} onClose={onClose}>
      <WebhookForm
        initialValues={valuesOf(webhook)}
        submitLabel={text.update}
        busy={update.isPending}
        error={update.error}
        onSubmit={update.mutate}
        onCancel={onClose}
        onDirty={setDirty}
      >
        <SecretField
          label={text.secret}
          value={webhook.secret}
          copyLabel={text.copySecret}
          masked
        />
      </WebhookForm>
    </FormDialog>
  );
}
