import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useIdempotencyKey } from '../../../api/idempotency-key';
import { fromLocalTime, toLocalTime } from '../../../components/local-time';
import { toastSuccess } from '../../../components/toasts';
import { useAccount } from '../../../session/account';
import { strings } from '../../../strings';
import { DEFAULT_RATE, isNoRate, RateInput } from '../rate-input';
import { useWebhook, useWebhookChanged } from '../webhook-queries';

const text = strings.webhook.resendFailed;
const DAY_MS = 86_400_000;

export function ResendFailed({ onClose }: { onClose: () => void }) {
  const { client } = useAccount();
  const { id } = useWebhook();
  const changed = useWebhookChanged();
  const keyOf = useIdempotencyKey();
  const form = useForm({
    initialValues: {
      since: toLocalTime(new Date(Date.now() - DAY_MS).toISOString()),
      rate: DEFAULT_RATE,
    },
    validate: { since: (since) => fromLocalTime(since) === undefined, rate: isNoRate },
  });
  const start = useMutation({
    mutationFn: ({ since, rate }: { since: string; rate: number }) => {
      const recovery = { since: fromLocalTime(since)!, rate };
      return client.recoveries.create(id, recovery, { idempotencyKey: keyOf(recovery) });
    },
    onSuccess: ({ total }) => {
      toastSuccess(text.started(total));
      onClose();
      return changed();
    },
    meta: { failed: text.notStarted },
  });
  return (
    <Modal opened title={text.title} onClose={onClose}>
      <form onSubmit={form.onSubmit((values) => start.mutate(values))} noValidate>
        <Stack>
          <Text>{text.about}</Text>
          <TextInput
            label={text.since}
            type="datetime-local"
            data-autofocus
            {...form.getInputProps('since')}
          />
          <RateInput label={text.rate} {...form.getInputProps('rate')} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {strings.shell.cancel}
            </Button>
            <Button type="submit" loading={start.isPending} disabled={!form.isValid()}>
              {text.start}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
