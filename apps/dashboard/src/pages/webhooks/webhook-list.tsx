import type { Webhook } from '@app/client';
import { Badge, Button, Group, Table, Text } from '@mantine/core';
import { AnchorLink } from '../../components/anchor-link';
import { strings } from '../../strings';

const text = strings.webhooks;

interface WebhookListProps {
  readonly webhooks: readonly Webhook[];
  readonly onEdit: (webhook: Webhook) => void;
  readonly onDelete: (webhook: Webhook) => void;
}

export function WebhookList({ webhooks, onEdit, onDelete }: WebhookListProps) {
  if (webhooks.length === 0) return <Text>{text.none}</Text>;
  return (
    <Table verticalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{text.endpoint}</Table.Th>
          <Table.Th>{text.actions}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {webhooks.map((webhook) => (
          <Table.Tr key={webhook.id}>
            <Table.Td className="breaks-anywhere">
              <Endpoint webhook={webhook} />
            </Table.Td>
            <Table.Td>
              <Group gap="xs">
                <Button
                  size="xs"
                  variant="default"
                  aria-label={text.editOf(webhook.url)}
                  onClick={() => onEdit(webhook)}
                >
                  {text.edit}
                </Button>
                <Button
                  size="xs"
                  variant="default"
                  aria-label={text.deleteOf(webhook.url)}
                  onClick={() => onDelete(webhook)}
                >
                  {text.delete}
                </Button>
              </Group>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Endpoint({ webhook: { id, name, url, status, subscriptions } }: { webhook: Webhook }) {
  return (
    <>
      <Group gap="xs">
        {name !== null && <Text fw={600}>{name}</Text>}
        {status === 'disabled' && (
          <Badge color="red" variant="outline">
            {text.disabled}
          </Badge>
        )}
      </Group>
      <AnchorLink to="/settings/integrations/webhooks/$webhookId" params={{ webhookId: id }}>
        {url}
      </AnchorLink>
      <Text size="sm" c="dimmed">
        {subscriptions.join(', ')}
      </Text>
    </>
  );
}
