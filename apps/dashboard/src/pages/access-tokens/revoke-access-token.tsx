import type { AccessToken } from '@app/client';
import { useMutation } from '@tanstack/react-query';
import { accessTokens } from '../../api/client';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { toastSuccess } from '../../components/toasts';
import { strings } from '../../strings';
import { useAccessTokensChanged } from './access-token-queries';

const text = strings.accessTokens;

export function RevokeAccessToken({ token, onClose }: { token: AccessToken; onClose: () => void }) {
  const changed = useAccessTokensChanged();
  const revoke = useMutation({
    mutationFn: () => accessTokens.revoke(token.id),
    onSuccess: () => {
      toastSuccess(text.revoked);
      onClose();
      return changed();
    },
    meta: { failed: text.notRevoked },
  });
  return (
    <ConfirmDialog
      title={text.revokeTitle}
      question={text.revokeQuestion(token.name ?? text.unnamed)}
      yes={text.revokeYes}
      no={text.revokeNo}
      busy={revoke.isPending}
      onConfirm={revoke.mutate}
      onClose={onClose}
    />
  );
}
