import type { EventType } from '@app/client';
import { Anchor, List, Text, TextInput } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { PageTitle } from '../../components/page-title';
import { QueryResult } from '../../components/query-result';
import { strings } from '../../strings';
import { useEventTypes } from '../webhooks/webhook-queries';

const text = strings.eventTypes;
const route = getRouteApi('/event-types');

/** Every event that a webhook can be told of. */
export function EventTypesPage() {
  const types = useEventTypes();
  const { q = '' } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <PageTitle title={text.title} />
      <Text mb="md">{text.about}</Text>
      <TextInput
        type="search"
        label={text.search}
        value={q}
        onChange={({ currentTarget: { value } }) =>
          void navigate({ search: value === '' ? {} : { q: value }, replace: true })
        }
        mb="md"
      />
      <QueryResult query={types} failed={text.notLoaded}>
        {(all) => <Found types={all.filter((type) => isLike(type, q))} />}
      </QueryResult>
    </>
  );
}

function Found({ types }: { types: readonly EventType[] }) {
  return (
    <>
      <Text role="status" size="sm" c="dimmed" mb="sm">
        {types.length === 0 ? text.none : text.found(types.length)}
      </Text>
      <List listStyleType="none" spacing="md">
        {types.map(({ name, label, description }) => (
          <List.Item key={name} className="breaks-anywhere">
            <Anchor
              fw={600}
              renderRoot={(props) => <Link {...props} to="/event-types/$name" params={{ name }} />}
            >
              {strings.webhooks.event(label, name)}
            </Anchor>
            <Text size="sm">{description}</Text>
          </List.Item>
        ))}
      </List>
    </>
  );
}

/** Every word of the search stands somewhere in it. */
function isLike({ name, label, description }: EventType, search: string): boolean {
  const all = `${name} ${label} ${description}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
