import type { EnableWebhook as Enabling } from '@app/client';
import { Button, Checkbox, Group, Modal, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { toastSuccess } from '../../../components/toasts';
import { useAccount } from '../../../session/account';
import { strings } from '../../../strings';
import { DEFAULT_RATE, isNoRate, RateInput } from '../rate-input';
import { useWebhook, useWebhookChanged } from '../webhook-queries';

const text = strings.webhook.enabling;

export function EnableWebhook({ onClose }: { onClose: () => void }) {
  const { client } = useAccount();
  const { id } = useWebhook();
  const changed = useWebhookChanged();
  const form = useForm({
    initialValues: { deliver_missed: true, rate: DEFAULT_RATE },
    validate: { rate: isNoRate },
  });
  const enable = useMutation({
    mutationFn: (enabling: Enabling) => client.webhooks.enable(id, enabling),
    onSuccess: () => {
      toastSuccess(text.enabled);
      onClose();
      return changed();
    },
    meta: { failed: text.notEnabled },
  });
  return (
    <Modal opened title={text.enableTitle} onClose={onClose}>
      <form onSubmit={form.onSubmit((values) => enable.mutate(values))} noValidate>
        <Stack>
          <Checkbox
            label={text.deliverMissed}
            description={text.deliverMissedHint}
            data-autofocus
            {...form.getInputProps('deliver_missed', { type: 'checkbox' })}
          />
          {form.values.deliver_missed && (
            <RateInput
              label={text.rate}
              description={text.rateHint}
              {...form.getInputProps('rate')}
            />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {strings.shell.cancel}
            </Button>
            <Button type="submit" loading={enable.isPending} disabled={!form.isValid()}>
              {text.enableYes}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
