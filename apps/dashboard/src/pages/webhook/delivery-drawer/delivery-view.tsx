import type { DeliveryDetails } from '@app/client';
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { CopyButton } from '../../../components/copy-button';
import { Disclosure } from '../../../components/disclosure';
import { RelativeTime } from '../../../components/relative-time';
import { toastSuccess } from '../../../components/toasts';
import { useAccount } from '../../../session/account';
import { strings } from '../../../strings';
import { DeliveryStatusBadge } from '../deliveries/delivery-status';
import { useWebhook, useWebhookChanged } from '../webhook-queries';
import { asCurl } from './as-curl';
import { AttemptTimeline } from './attempt-timeline';
import { BodyView } from './body-view';
import { HeaderTable } from './header-table';

const text = strings.webhook.delivery;

/** A delivery with its request as it was sent last, and all its attempts. */
export function DeliveryView({ delivery }: { delivery: DeliveryDetails }) {
  const { attempt_history: attempts } = delivery;
  const last = attempts.at(-1);
  const webhook = useWebhook();
  return (
    <Stack>
      <Group gap="xs">
        <DeliveryStatusBadge status={delivery.status} />
        <Text fw={600}>{delivery.event}</Text>
      </Group>
      <Facts delivery={delivery} />
      <Group gap="xs">
        <ResendButton deliveryId={delivery.id} />
        {last && (
          <CopyButton text={asCurl(last.request, webhook.url)} label={text.copyAsCurl} withLabel />
        )}
      </Group>

      <Title order={3} size="h5">
        {text.request}
      </Title>
      {last ? (
        <>
          <Text size="sm" ff="monospace" className="breaks-anywhere">
            POST {last.request.url ?? text.unknownUrl}
          </Text>
          <Disclosure label={text.requestHeaders}>
            <HeaderTable label={text.requestHeaders} headers={last.request.headers} />
          </Disclosure>
          <BodyView label={text.requestBody} body={last.request.body} />
        </>
      ) : (
        <Text size="sm">{text.noRecord}</Text>
      )}

      <Title order={3} size="h5">
        {text.attempts}
      </Title>
      {delivery.finished_at === null && <Text size="sm">{text.underway}</Text>}
      <AttemptTimeline attempts={attempts} />
    </Stack>
  );
}

function Facts({ delivery }: { delivery: DeliveryDetails }) {
  const { message_id, conversation_id, created_at, next_attempt_at, resends } = delivery;
  return (
    <div>
      <Text size="sm" className="breaks-anywhere">
        {text.messageId}: {message_id}
      </Text>
      {conversation_id !== null && (
        <Text size="sm">
          {text.conversation}: {conversation_id}
        </Text>
      )}
      <Text size="sm">
        {text.created}: <RelativeTime iso={created_at} />
      </Text>
      {next_attempt_at !== null && (
        <Text size="sm">
          {text.nextAttempt}: <RelativeTime iso={next_attempt_at} />
        </Text>
      )}
      {resends > 0 && <Text size="sm">{text.resends(resends)}</Text>}
    </div>
  );
}

function ResendButton({ deliveryId }: { deliveryId: number }) {
  const { client } = useAccount();
  const { id } = useWebhook();
  const changed = useWebhookChanged();
  const resend = useMutation({
    mutationFn: () => client.deliveries.resend(id, deliveryId),
    onSuccess: () => {
      toastSuccess(text.resent);
      return changed();
    },
    meta: { failed: text.notResent },
  });
  return (
    <Button loading={resend.isPending} onClick={() => resend.mutate()}>
      {text.resend}
    </Button>
  );
}
