import type { Replay } from '@app/client';
import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { toastSuccess } from '../../components/toasts';
import { useAccount } from '../../session/account';
import { strings } from '../../strings';
import { RateInput } from './rate-input';
import { useReplayChanged } from './replay-queries';

const text = strings.replays;

interface ChangeRateProps {
  readonly replay: Replay;
  readonly onClose: () => void;
}

export function ChangeRate({ replay: { webhook_id, id, rate: before }, onClose }: ChangeRateProps) {
  const { client } = useAccount();
  const changed = useReplayChanged(webhook_id);
  const [rate, setRate] = useState<number | string>(before ?? '');
  const change = useMutation({
    mutationFn: () => client.replays.changeRate(webhook_id, id, rate === '' ? null : Number(rate)),
    onSuccess: (replay) => {
      toastSuccess(text.rateChanged);
      onClose();
      changed(replay);
    },
    meta: { failed: text.rateNotChanged },
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Modal opened title={text.changeRate} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack>
          <RateInput value={rate} onChange={setRate} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {strings.shell.cancel}
            </Button>
            <Button type="submit" loading={change.isPending}>
              {text.changeRate}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
