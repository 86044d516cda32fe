import type { Replay } from '@app/client';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { QueryResult } from '../../components/query-result';
import { strings } from '../../strings';
import { CancelReplay } from './cancel-replay';
import { ChangeRate } from './change-rate';
import { ReplayCard } from './replay-card';
import { useReplayProgress, useReplays } from './replay-queries';
import { StartReplay } from './start-replay';

const text = strings.replays;

type OpenDialog = { kind: 'start' } | { kind: 'rate' | 'cancel'; replay: Replay };

/** What was and is replayed to a webhook. */
export function Replays({ webhookId }: { webhookId: number }) {
  const replays = useReplays(webhookId);
  const followed = replays.data?.findLast(({ state }) => state === 'running')?.id;
  const pace = useReplayProgress(webhookId, followed);
  const [dialog, setDialog] = useState<OpenDialog>();
  const close = () => setDialog(undefined);
  return (
    <>
      <Group justify="space-between" mb="md">
        <Text>{text.about}</Text>
        <Button onClick={() => setDialog({ kind: 'start' })}>{text.replay}</Button>
      </Group>
      <QueryResult query={replays} failed={text.notLoaded}>
        {(list) =>
          list.length === 0 ? (
            <Text>{text.none}</Text>
          ) : (
            <Stack>
              {list.map((replay) => (
                <ReplayCard
                  key={replay.id}
                  replay={replay}
                  pace={replay.id === followed ? pace : undefined}
                  onChangeRate={() => setDialog({ kind: 'rate', replay })}
                  onCancel={() => setDialog({ kind: 'cancel', replay })}
                />
              ))}
            </Stack>
          )
        }
      </QueryResult>
      {dialog?.kind === 'start' && <StartReplay webhookId={webhookId} onClose={close} />}
      {dialog?.kind === 'rate' && <ChangeRate replay={dialog.replay} onClose={close} />}
      {dialog?.kind === 'cancel' && <CancelReplay replay={dialog.replay} onClose={close} />}
    </>
  );
}
