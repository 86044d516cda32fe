import type { ReplayPreview } from '@app/client';
import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useIdempotencyKey } from '../../api/idempotency-key';
import { toastSuccess } from '../../components/toasts';
import { useAccount } from '../../session/account';
import { strings } from '../../strings';
import { NEW_REPLAY, toRange, type ReplayFormValues } from './replay-form-values';
import { ReplayFields } from './replay-fields';
import { useReplayStarted } from './replay-queries';

const text = strings.replays;

interface StartReplayProps {
  readonly webhookId: number;
  readonly onClose: () => void;
}

/** Starts nothing that has not been counted. */
export function StartReplay({ webhookId, onClose }: StartReplayProps) {
  const { client } = useAccount();
  const started = useReplayStarted(webhookId);
  const keyOf = useIdempotencyKey();
  const form = useForm({
    initialValues: NEW_REPLAY,
    validate: {
      fromTime: (time, { from }) => from === 'time' && time === '' && text.timeMissing,
      toTime: (time, { to }) => to === 'time' && time === '' && text.timeMissing,
    },
    // What was counted is of what was chosen then.
    onValuesChange: ({ rate: _, ...range }, { rate: __, ...before }) => {
      if (JSON.stringify(range) !== JSON.stringify(before)) count.reset();
    },
  });
  const count = useMutation({
    mutationFn: (values: ReplayFormValues) => client.replays.preview(webhookId, toRange(values)),
    meta: { failed: text.notCounted },
  });
  const start = useMutation({
    mutationFn: ({ from_position, to_position }: ReplayPreview) => {
      const { rate } = form.values;
      const replay = {
        ...toRange(form.values),
        // What has happened since it was counted is no part of it.
        from: from_position,
        to: to_position,
        ...(rate !== '' && { rate: Number(rate) }),
      };
      return client.replays.start(webhookId, replay, { idempotencyKey: keyOf(replay) });
    },
    onSuccess: () => {
      toastSuccess(text.started);
      onClose();
      return started();
    },
    meta: { failed: text.notStarted },
  });
  const counted = count.data;
  return (
    <Modal
      opened
      title={text.replay}
      size="lg"
      onClose={onClose}
      closeOnClickOutside={!form.isDirty()}
      closeOnEscape={!form.isDirty()}
    >
      <form onSubmit={form.onSubmit((values) => count.mutate(values))} noValidate>
        <Stack>
          <ReplayFields form={form} />
          <div role="status">
            {counted && <Alert color="indigo" title={text.wouldSend(counted.matched)} />}
          </div>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {strings.shell.cancel}
            </Button>
            <Button type="submit" variant="default" loading={count.isPending}>
              {text.count}
            </Button>
            <Button
              disabled={!counted || counted.matched === 0}
              loading={start.isPending}
              onClick={() => counted && start.mutate(counted)}
            >
              {text.start}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
