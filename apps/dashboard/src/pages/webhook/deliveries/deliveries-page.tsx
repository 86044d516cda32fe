import { Button, Group, Text, Title } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { QueryResult } from '../../../components/query-result';
import { strings } from '../../../strings';
import { DeliveryDrawer } from '../delivery-drawer/delivery-drawer';
import { useDeliveries } from '../webhook-queries';
import { DeliveryFilters } from './delivery-filters';
import { DeliveryList } from './delivery-list';
import { isFiltered, pageOf, type DeliverySearch } from './delivery-search';
import { ResendFailed } from './resend-failed';

const text = strings.webhook.deliveries;
const route = getRouteApi('/settings/integrations/webhooks/$webhookId/');

/** What became of the events that the webhook was to get, the newest first. */
export function DeliveriesPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const deliveries = useDeliveries(pageOf(search));
  const [resending, setResending] = useState(false);
  const show = (shown: DeliverySearch, replace = false) =>
    void navigate({ search: shown, replace, resetScroll: false });
  const { delivery, cursor, ...filters } = search;
  return (
    <section aria-label={text.title}>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h4">
          {text.title}
        </Title>
        <Button variant="default" size="xs" onClick={() => setResending(true)}>
          {strings.webhook.resendFailed.open}
        </Button>
      </Group>
      <DeliveryFilters search={search} onChange={(chosen) => show(chosen, true)} />
      <QueryResult query={deliveries} failed={text.notLoaded}>
        {({ payload, meta: { next_cursor: older } }) => (
          <>
            {payload.length > 0 ? (
              <DeliveryList deliveries={payload} />
            ) : (
              <Text>{wordsOfNone(search, older !== null)}</Text>
            )}
            <Group mt="md">
              {cursor !== undefined && (
                <Button variant="default" onClick={() => show(filters)}>
                  {text.newest}
                </Button>
              )}
              {older !== null && (
                <Button variant="default" onClick={() => show({ ...filters, cursor: older })}>
                  {text.older}
                </Button>
              )}
            </Group>
          </>
        )}
      </QueryResult>
      <DeliveryDrawer deliveryId={delivery} onClose={() => show({ ...filters, cursor })} />
      {resending && <ResendFailed onClose={() => setResending(false)} />}
    </section>
  );
}

function wordsOfNone(search: DeliverySearch, hasOlder: boolean): string {
  if (hasOlder) return text.noneHere;
  return isFiltered(search) || search.cursor !== undefined ? text.noneSuch : text.none;
}
