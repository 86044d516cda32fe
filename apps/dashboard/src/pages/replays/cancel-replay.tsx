import type { Replay } from '@app/client';
import { useMutation } from '@tanstack/react-query';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { toastSuccess } from '../../components/toasts';
import { useAccount } from '../../session/account';
import { strings } from '../../strings';
import { useReplayChanged } from './replay-queries';

const text = strings.replays;

interface CancelReplayProps {
  readonly replay: Replay;
  readonly onClose: () => void;
}

export function CancelReplay({ replay: { webhook_id, id }, onClose }: CancelReplayProps) {
  const { client } = useAccount();
  const changed = useReplayChanged(webhook_id);
  const cancel = useMutation({
    mutationFn: () => client.replays.cancel(webhook_id, id),
    onSuccess: (replay) => {
      toastSuccess(text.cancelled);
      onClose();
      changed(replay);
    },
    meta: { failed: text.notCancelled },
  });
  return (
    <ConfirmDialog
      title={text.cancelTitle}
      question={text.cancelQuestion(id)}
      yes={text.cancelYes}
      no={text.cancelNo}
      busy={cancel.isPending}
      onConfirm={cancel.mutate}
      onClose={onClose}
    />
  );
}
