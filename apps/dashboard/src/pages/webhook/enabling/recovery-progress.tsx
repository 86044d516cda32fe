import type { Recovery } from '@app/client';
import { Button, Card, Group, Progress, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { toastSuccess } from '../../../components/toasts';
import { useAccount } from '../../../session/account';
import { strings } from '../../../strings';
import { useRecoveries, useWebhook, useWebhookChanged } from '../webhook-queries';

const text = strings.webhook.recovery;
/** How long one that is over is news. */
const NEWS_FOR_MS = 300_000;

/** What is being brought to the webhook, and how far that is. */
export function RecoveryProgress() {
  const { data: recoveries = [] } = useRecoveries();
  const shown = recoveries.filter(isNews);
  if (shown.length === 0) return null;
  return (
    <Stack mb="lg" gap="xs">
      {shown.map((recovery) => (
        <RecoveryCard key={recovery.id} recovery={recovery} />
      ))}
    </Stack>
  );
}

function isNews({ status, counts, finished_at }: Recovery): boolean {
  if (status === 'cancelled') return false;
  if (finished_at === null || counts.remaining > 0) return true;
  return Date.now() - Date.parse(finished_at) < NEWS_FOR_MS;
}

function RecoveryCard({ recovery }: { recovery: Recovery }) {
  const { kind, status, counts, rate } = recovery;
  const { delivered, failed, remaining } = counts;
  const isDone = status === 'completed' && remaining === 0;
  const title = isDone ? text.done[kind] : text.kinds[kind];
  return (
    <Card withBorder padding="sm" role="group" aria-label={title}>
      <Group justify="space-between">
        <Text fw={600}>{title}</Text>
        {recovery.finished_at === null && <CancelButton recoveryId={recovery.id} />}
      </Group>
      {!isDone && (
        <Progress.Root my="xs">
          <Progress.Section
            value={Math.round(doneShare(recovery) * 100)}
            aria-label={text.progress}
          />
        </Progress.Root>
      )}
      <Text size="sm">
        {text.counts(delivered, failed, remaining)}
        {!isDone && rate !== null && ` · ${text.rate(rate)}`}
      </Text>
      {status === 'paused' && <Text size="sm">{text.paused}</Text>}
    </Card>
  );
}

/** By what is in the queue, less what of it is still to be delivered. */
function doneShare({ progress, counts: { delivered, failed, remaining } }: Recovery): number {
  const queued = delivered + failed + remaining;
  return queued === 0 ? progress : (progress * (delivered + failed)) / queued;
}

function CancelButton({ recoveryId }: { recoveryId: number }) {
  const { client } = useAccount();
  const { id } = useWebhook();
  const changed = useWebhookChanged();
  const cancel = useMutation({
    mutationFn: () => client.recoveries.cancel(id, recoveryId),
    onSuccess: () => {
      toastSuccess(text.cancelled);
      return changed();
    },
    meta: { failed: text.notCancelled },
  });
  return (
    <Button size="xs" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
      {text.cancel}
    </Button>
  );
}
