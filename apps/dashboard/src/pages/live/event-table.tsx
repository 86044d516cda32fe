import type { LoggedEvent } from '@app/client';
import { Anchor, Table, Text } from '@mantine/core';
import { memo } from 'react';
import { strings } from '../../strings';

const text = strings.live;
const time = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });

interface EventTableProps {
  readonly events: readonly LoggedEvent[];
  readonly type: string | undefined;
  readonly onChoose: (event: LoggedEvent) => void;
}

export function EventTable({ events, type, onChoose }: EventTableProps) {
  if (events.length === 0) return <Text>{type ? text.noneOfType(type) : text.none}</Text>;
  return (
    <Table aria-label={text.events}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{text.event}</Table.Th>
          <Table.Th>{text.actor}</Table.Th>
          <Table.Th>{text.time}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {events.map((event) => (
          <EventRow key={event.position} event={event} onChoose={onChoose} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** Hundreds of others stay as they are when one is added. */
const EventRow = memo(function EventRow({
  event,
  onChoose,
}: Pick<EventTableProps, 'onChoose'> & { readonly event: LoggedEvent }) {
  return (
    <Table.Tr>
      <Table.Td className="breaks-anywhere">
        <Anchor
          component="button"
          type="button"
          aria-label={text.show(event.type, event.position)}
          onClick={() => onChoose(event)}
        >
          {event.type}
        </Anchor>
        <Text size="sm" c="dimmed">
          {event.stream}
        </Text>
      </Table.Td>
      <Table.Td>{actorOf(event)}</Table.Td>
      <Table.Td>{timeOf(event)}</Table.Td>
    </Table.Tr>
  );
});

export function actorOf({ actor }: LoggedEvent): string {
  return actor ? text.actorOf(actor.type, actor.id) : text.system;
}

export function timeOf({ recorded_at }: LoggedEvent): string {
  return time.format(new Date(recorded_at));
}
