import type { WebhookEventName } from '@app/client';
import { Group, Stack, Text } from '@mantine/core';
import { AnchorLink } from '../../../components/anchor-link';
import { strings } from '../../../strings';
import { answerOf, DeliveryStatusBadge } from '../deliveries/delivery-status';
import { useTestDelivery, useWebhook } from '../webhook-queries';

const text = strings.webhook.test;
const { milliseconds } = strings.webhook;

interface TestOutcomeProps {
  readonly event: WebhookEventName;
  /** The `webhook-id` of its POST. */
  readonly messageId: string;
  readonly onOpen: () => void;
}

/** What became of a test event, as soon as something has. */
export function TestOutcome({ event, messageId, onOpen }: TestOutcomeProps) {
  const { id: webhookId } = useWebhook();
  const { data: delivery } = useTestDelivery(event, messageId);
  const last = delivery?.last_attempt;
  if (!last) return <Text>{text.underway}</Text>;
  const duration = milliseconds(last.duration_ms);
  return (
    <Stack gap={4}>
      <Group gap="xs">
        <DeliveryStatusBadge status={delivery.status} />
        <Text>
          {last.status_code === null
            ? text.failed(answerOf(delivery), duration)
            : text.answered(last.status_code, duration)}
        </Text>
      </Group>
      <AnchorLink
        to="/settings/integrations/webhooks/$webhookId"
        params={{ webhookId }}
        search={{ delivery: delivery.id }}
        onClick={onOpen}
      >
        {text.openDelivery}
      </AnchorLink>
    </Stack>
  );
}
