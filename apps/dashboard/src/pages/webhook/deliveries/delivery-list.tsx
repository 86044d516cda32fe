import type { Delivery } from '@app/client';
import { Badge, Card, Group, Stack, Table, Text } from '@mantine/core';
import { AnchorLink } from '../../../components/anchor-link';
import { RelativeTime } from '../../../components/relative-time';
import { useIsWide } from '../../../components/use-is-wide';
import { strings } from '../../../strings';
import { answerOf, DeliveryStatusBadge } from './delivery-status';

const text = strings.webhook.deliveries;
const { milliseconds } = strings.webhook;

/** A table where there is room for one, else a card each. */
export function DeliveryList({ deliveries }: { deliveries: readonly Delivery[] }) {
  const wide = useIsWide();
  return wide ? (
    <DeliveryTable deliveries={deliveries} />
  ) : (
    <DeliveryCards deliveries={deliveries} />
  );
}

function DeliveryTable({ deliveries }: { deliveries: readonly Delivery[] }) {
  return (
    <Table verticalSpacing="xs" highlightOnHover tabularNums>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{text.event}</Table.Th>
          <Table.Th>{text.status}</Table.Th>
          <Table.Th>{text.attempts}</Table.Th>
          <Table.Th>{text.answer}</Table.Th>
          <Table.Th>{text.duration}</Table.Th>
          <Table.Th>{text.time}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {deliveries.map((delivery) => (
          <Table.Tr key={delivery.id}>
            <Table.Td>
              <DeliveryLink delivery={delivery} />
            </Table.Td>
            <Table.Td>
              <DeliveryStatusBadge status={delivery.status} />
            </Table.Td>
            <Table.Td>{delivery.attempts}</Table.Td>
            <Table.Td>{answerOf(delivery)}</Table.Td>
            <Table.Td>{durationOf(delivery)}</Table.Td>
            <Table.Td>
              <RelativeTime iso={delivery.created_at} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function DeliveryCards({ deliveries }: { deliveries: readonly Delivery[] }) {
  return (
    <Stack component="ul" gap="xs" className="plain-list">
      {deliveries.map((delivery) => (
        <Card key={delivery.id} component="li" withBorder padding="sm">
          <Group justify="space-between" gap="xs">
            <DeliveryLink delivery={delivery} />
            <DeliveryStatusBadge status={delivery.status} />
          </Group>
          <Text size="sm">
            {text.answer}: {answerOf(delivery)}
          </Text>
          <Text size="sm">
            {text.attempts}: {delivery.attempts} · {text.duration}: {durationOf(delivery)}
          </Text>
          <Text size="sm" c="dimmed">
            <RelativeTime iso={delivery.created_at} />
          </Text>
        </Card>
      ))}
    </Stack>
  );
}

function DeliveryLink({ delivery: { id, event, replay_id } }: { delivery: Delivery }) {
  return (
    <Group gap="xs">
      <AnchorLink
        inherit
        from="/settings/integrations/webhooks/$webhookId/"
        to="."
        search={(search) => ({ ...search, delivery: id })}
        resetScroll={false}
        aria-label={text.open(event, id)}
        className="breaks-anywhere"
      >
        {event}
      </AnchorLink>
      {replay_id !== null && (
        <Badge variant="outline" color="gray" size="sm">
          {text.replayed}
        </Badge>
      )}
    </Group>
  );
}

function durationOf({ last_attempt }: Delivery): string {
  return last_attempt ? milliseconds(last_attempt.duration_ms) : '–';
}
