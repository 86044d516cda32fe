import type { Replay } from '@app/client';
import { Badge, Button, Card, Group, Progress, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useAccount } from '../../session/account';
import { strings } from '../../strings';
import { endedOf, hasEnded, useReplayChanged } from './replay-queries';
import { timeLeft } from './time-left';

const text = strings.replays;
const time = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

interface ReplayCardProps {
  readonly replay: Replay;
  /** POSTs a second of late, where that is known. */
  readonly pace: number | undefined;
  readonly onChangeRate: () => void;
  readonly onCancel: () => void;
}

/** A replay: what it takes, how far it is, and what can be done about it. */
export function ReplayCard({ replay, pace, onChangeRate, onCancel }: ReplayCardProps) {
  const { id, state } = replay;
  return (
    <Card withBorder component="section" aria-label={text.nameOf(id)}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          {text.nameOf(id)}
        </Title>
        <Badge variant="default" role="status">
          {text.states[state]}
        </Badge>
      </Group>
      <Text size="sm" className="breaks-anywhere">
        {whatOf(replay)}
      </Text>
      <Text size="sm" c="dimmed" mb="xs">
        {text.startedAt(time.format(new Date(replay.created_at)))}
      </Text>
      {!hasEnded(replay) && (
        <Progress.Root mb="xs">
          <Progress.Section value={shareOf(replay) * 100} aria-label={text.progressOf(id)} />
        </Progress.Root>
      )}
      <Text size="sm">{farOf(replay, pace)}</Text>
      {!hasEnded(replay) && (
        <Actions replay={replay} onChangeRate={onChangeRate} onCancel={onCancel} />
      )}
    </Card>
  );
}

function Actions({ replay, onChangeRate, onCancel }: Omit<ReplayCardProps, 'pace'>) {
  const { id, webhook_id, state } = replay;
  const { client } = useAccount();
  const changed = useReplayChanged(webhook_id);
  const pause = useMutation({
    mutationFn: () => client.replays.pause(webhook_id, id),
    onSuccess: changed,
    meta: { failed: text.notPaused },
  });
  const resume = useMutation({
    mutationFn: () => client.replays.resume(webhook_id, id),
    onSuccess: changed,
    meta: { failed: text.notResumed },
  });
  const button = (label: string, onClick: () => void, loading = false) => (
    <Button
      size="xs"
      variant="default"
      aria-label={text.actOn(label, id)}
      loading={loading}
      onClick={onClick}
    >
      {label}
    </Button>
  );
  return (
    <Group gap="xs" mt="sm">
      {state === 'running'
        ? button(text.pause, pause.mutate, pause.isPending)
        : button(text.resume, resume.mutate, resume.isPending)}
      {button(text.changeRate, onChangeRate)}
      {button(text.cancel, onCancel)}
    </Group>
  );
}

function whatOf({ from_position, to_position, which, events, conversation_id }: Replay): string {
  return [
    text.range(from_position, to_position),
    text.which[which],
    events?.join(', ') ?? text.wantedEvents,
    ...(conversation_id === null ? [] : [text.conversationOf(conversation_id)]),
  ].join(' · ');
}

function farOf(replay: Replay, pace: number | undefined): string {
  const { counts, progress, rate, estimated_end_at } = replay;
  const failed = counts.failed > 0 ? [text.failedOf(counts.failed)] : [];
  if (hasEnded(replay)) return [text.ended(counts.delivered), ...failed].join(' · ');
  return [
    ...(progress > 0 ? [text.outOf(endedOf(replay), Math.round(counts.matched / progress))] : []),
    ...failed,
    text.rateOf(rate),
    ...(pace === undefined ? [] : [text.pace(pace)]),
    ...(estimated_end_at === null ? [] : [text.left(timeLeft(estimated_end_at))]),
  ].join(' · ');
}

/** How much of it is behind, from 0 to 1: of what has been looked through, that which has been sent. */
function shareOf(replay: Replay): number {
  const { counts, progress } = replay;
  return counts.matched === 0 ? progress : (progress * endedOf(replay)) / counts.matched;
}
