import { useMutation } from '@tanstack/react-query';
import { ConfirmDialog } from '../../../components/confirm-dialog';
import { toastSuccess } from '../../../components/toasts';
import { useAccount } from '../../../session/account';
import { strings } from '../../../strings';
import { useWebhook, useWebhookChanged } from '../webhook-queries';

const text = strings.webhook.enabling;

export function DisableWebhook({ onClose }: { onClose: () => void }) {
  const { client } = useAccount();
  const { id, url } = useWebhook();
  const changed = useWebhookChanged();
  const disable = useMutation({
    mutationFn: () => client.webhooks.disable(id),
    onSuccess: () => {
      toastSuccess(text.disabled);
      onClose();
      return changed();
    },
    meta: { failed: text.notDisabled },
  });
  return (
    <ConfirmDialog
      title={text.disableTitle}
      question={text.disableQuestion(url)}
      yes={text.disableYes}
      no={text.disableNo}
      busy={disable.isPending}
      onConfirm={disable.mutate}
      onClose={onClose}
    />
  );
}
