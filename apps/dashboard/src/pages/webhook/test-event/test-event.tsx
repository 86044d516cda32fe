import type { WebhookEventName } from '@app/client';
import { Button, Group, Modal, NativeSelect, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useIdempotencyKey } from '../../../api/idempotency-key';
import { useAccount } from '../../../session/account';
import { strings } from '../../../strings';
import { useEventTypes } from '../../webhooks/webhook-queries';
import { useWebhook, useWebhookChanged } from '../webhook-queries';
import { TestOutcome } from './test-outcome';

const text = strings.webhook.test;

export function TestEvent({ onClose }: { onClose: () => void }) {
  const { client } = useAccount();
  const { id, subscriptions } = useWebhook();
  const changed = useWebhookChanged();
  const keyOf = useIdempotencyKey();
  const eventTypes = useEventTypes();
  const [event, setEvent] = useState<WebhookEventName>(subscriptions[0]!);
  const [sent, setSent] = useState(0);
  const send = useMutation({
    mutationFn: async () => ({
      event,
      messageId: await client.webhooks.test(id, event, { idempotencyKey: keyOf({ event, sent }) }),
    }),
    onSuccess: () => {
      // Another of the same is another one.
      setSent(sent + 1);
      return changed();
    },
    meta: { failed: text.notSent },
  });
  return (
    <Modal opened title={text.title} onClose={onClose}>
      <Stack>
        <Text>{text.about}</Text>
        <NativeSelect
          label={text.event}
          value={event}
          data={(eventTypes.data ?? [{ name: event, label: event }]).map(({ name, label }) => ({
            value: name,
            label: strings.webhooks.event(label, name),
          }))}
          onChange={({ currentTarget }) => setEvent(currentTarget.value as WebhookEventName)}
          data-autofocus
        />
        <div role="status">
          {send.data !== undefined && (
            <TestOutcome key={send.data.messageId} {...send.data} onOpen={onClose} />
          )}
        </div>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {strings.shell.close}
          </Button>
          <Button loading={send.isPending} onClick={() => send.mutate()}>
            {sent === 0 ? text.send : text.sendAnother}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
