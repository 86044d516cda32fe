import type { LoggedEvent, WantingWebhook } from '@app/client';
import { Drawer, List, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { AnchorLink } from '../../components/anchor-link';
import { JsonBlock } from '../../components/json-block';
import { QueryResult } from '../../components/query-result';
import { useAccount } from '../../session/account';
import { strings } from '../../strings';
import { useWebhooks } from '../webhooks/webhook-queries';
import { actorOf, timeOf } from './event-table';

const text = strings.live;

interface EventDrawerProps {
  readonly event: LoggedEvent;
  readonly onClose: () => void;
}

/** All there is of an event, and to whom it was to go. */
export function EventDrawer({ event, onClose }: EventDrawerProps) {
  const { id, client } = useAccount();
  const wanting = useQuery({
    queryKey: ['wanting', id, event.position],
    queryFn: () => client.events.wanting(event.position),
    staleTime: Infinity,
  });
  return (
    <Drawer opened position="right" size="lg" title={event.type} onClose={onClose}>
      <Stack>
        <div className="breaks-anywhere">
          <Text size="sm">{text.position(event.position)}</Text>
          <Text size="sm">{event.stream}</Text>
          <Text size="sm">{`${actorOf(event)} · ${timeOf(event)}`}</Text>
        </div>
        <div>
          <Title order={2} size="h5" mb="xs">
            {text.wanting}
          </Title>
          <QueryResult query={wanting} failed={text.wantingNotLoaded}>
            {(webhooks) => <Wanting webhooks={webhooks} />}
          </QueryResult>
        </div>
        <JsonBlock title={text.json} copyLabel={text.copyJson} value={event} />
      </Stack>
    </Drawer>
  );
}

function Wanting({ webhooks }: { webhooks: readonly WantingWebhook[] }) {
  // Callbacks of inboxes have no page, and webhooks that are gone have none any more.
  const known = new Set(useWebhooks().data?.map(({ id }) => id));
  if (webhooks.length === 0) return <Text>{text.wantedByNone}</Text>;
  return (
    <List listStyleType="none" spacing="xs">
      {webhooks.map(({ id, url, disabled }) => (
        <List.Item key={id} className="breaks-anywhere">
          {known.has(id) ? (
            <AnchorLink to="/settings/integrations/webhooks/$webhookId" params={{ webhookId: id }}>
              {url}
            </AnchorLink>
          ) : (
            url
          )}
          {disabled && (
            <Text size="sm" c="dimmed">
              {text.wasDisabled}
            </Text>
          )}
        </List.Item>
      ))}
    </List>
  );
}
