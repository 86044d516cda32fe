import { Button, Group, Modal, NativeSelect, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useIdempotencyKey } from '../../../api/idempotency-key';
import { toastSuccess } from '../../../components/toasts';
import { useAccount } from '../../../session/account';
import { strings } from '../../../strings';
import { useWebhook, useWebhookChanged } from '../webhook-queries';

const text = strings.webhook.secret;
const A_DAY = '86400';

export function RotateSecret({ onClose }: { onClose: () => void }) {
  const { client } = useAccount();
  const { id } = useWebhook();
  const changed = useWebhookChanged();
  const keyOf = useIdempotencyKey();
  const [overlap, setOverlap] = useState(A_DAY);
  const rotate = useMutation({
    mutationFn: () => {
      const rotation = { overlap_seconds: Number(overlap) };
      return client.webhooks.rotateSecret(id, rotation, { idempotencyKey: keyOf(rotation) });
    },
    onSuccess: () => {
      toastSuccess(text.rotated);
      onClose();
      return changed();
    },
    meta: { failed: text.notRotated },
  });
  return (
    <Modal opened title={text.rotateTitle} onClose={onClose}>
      <Stack>
        <Text>{text.rotateAbout}</Text>
        <NativeSelect
          label={text.overlap}
          value={overlap}
          data={text.overlaps.map(({ seconds, label }) => ({ value: String(seconds), label }))}
          onChange={({ currentTarget }) => setOverlap(currentTarget.value)}
          data-autofocus
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {strings.shell.cancel}
          </Button>
          <Button loading={rotate.isPending} onClick={() => rotate.mutate()}>
            {text.rotateYes}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
