import type { DeliveryStatus, WebhookEventName } from '@app/client';
import { Box, Button, NativeSelect, SimpleGrid } from '@mantine/core';
import { CommittedInput } from '../../../components/committed-input';
import { Disclosure } from '../../../components/disclosure';
import { fromLocalTime, toLocalTime } from '../../../components/local-time';
import { useIsWide } from '../../../components/use-is-wide';
import { strings } from '../../../strings';
import { useEventTypes } from '../../webhooks/webhook-queries';
import { DELIVERY_STATUSES, isFiltered, type DeliverySearch } from './delivery-search';

const text = strings.webhook.deliveries;

type Filters = Omit<DeliverySearch, 'cursor' | 'delivery'>;

interface DeliveryFiltersProps {
  readonly search: DeliverySearch;
  readonly onChange: (filters: Filters) => void;
}

/** Behind a button where they would push the deliveries off the screen. */
export function DeliveryFilters(props: DeliveryFiltersProps) {
  const isWide = useIsWide();
  if (isWide) return <FilterFields {...props} />;
  return (
    <Box mb="sm">
      <Disclosure label={text.filters} initiallyOpened={isFiltered(props.search)}>
        <FilterFields {...props} />
      </Disclosure>
    </Box>
  );
}

function FilterFields({ search, onChange }: DeliveryFiltersProps) {
  const { cursor: _, delivery: __, ...filters } = search;
  const change = (changes: Filters) => onChange({ ...filters, ...changes });
  const eventTypes = useEventTypes();
  const events = (eventTypes.data ?? []).map(({ name }) => name);
  // One that is in the address is shown before it is known, and also where it never is.
  const known = search.event && !events.includes(search.event) ? [search.event] : [];
  return (
    <SimpleGrid
      component="search"
      aria-label={text.filters}
      cols={{ base: 1, xs: 2, md: 5 }}
      spacing="xs"
      mb="sm"
    >
      <NativeSelect
        label={text.event}
        value={search.event ?? ''}
        data={[{ value: '', label: text.anyEvent }, ...known, ...events]}
        onChange={({ currentTarget: { value } }) =>
          change({ event: (value || undefined) as WebhookEventName | undefined })
        }
      />
      <NativeSelect
        label={text.status}
        value={search.status ?? ''}
        data={[
          { value: '', label: text.anyStatus },
          ...DELIVERY_STATUSES.map((value) => ({ value, label: text.statuses[value] })),
        ]}
        onChange={({ currentTarget: { value } }) =>
          change({ status: (value || undefined) as DeliveryStatus | undefined })
        }
      />
      <CommittedInput
        type="datetime-local"
        label={text.since}
        value={search.since ? toLocalTime(search.since) : ''}
        onCommit={(local) => change({ since: fromLocalTime(local) })}
      />
      <CommittedInput
        type="datetime-local"
        label={text.until}
        value={search.until ? toLocalTime(search.until) : ''}
        onCommit={(local) => change({ until: fromLocalTime(local) })}
      />
      <CommittedInput
        label={text.conversation}
        inputMode="numeric"
        autoComplete="off"
        value={search.conversation === undefined ? '' : String(search.conversation)}
        onCommit={(id) => change({ conversation: /^[1-9]\d*$/.test(id) ? Number(id) : undefined })}
      />
      {isFiltered(search) && (
        <Button variant="default" size="xs" onClick={() => onChange({})}>
          {text.clear}
        </Button>
      )}
    </SimpleGrid>
  );
}
