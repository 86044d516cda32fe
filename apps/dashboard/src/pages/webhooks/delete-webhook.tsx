import type { Webhook } from '@app/client';
import { useMutation } from '@tanstack/react-query';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { toastSuccess } from '../../components/toasts';
import { useAccount } from '../../session/account';
import { strings } from '../../strings';
import { useWebhooksChanged } from './webhook-queries';

const text = strings.webhooks;

export function DeleteWebhook({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { client } = useAccount();
  const changed = useWebhooksChanged();
  const remove = useMutation({
    mutationFn: () => client.webhooks.delete(webhook.id),
    onSuccess: () => {
      toastSuccess(text.deleted);
      onClose();
      return changed();
    },
    meta: { failed: text.notDeleted },
  });
  return (
    <ConfirmDialog
      title={text.deleteTitle}
      question={text.deleteQuestion(webhook.url)}
      yes={text.deleteYes}
      no={text.deleteNo}
      busy={remove.isPending}
      onConfirm={remove.mutate}
      onClose={onClose}
    />
  );
}
