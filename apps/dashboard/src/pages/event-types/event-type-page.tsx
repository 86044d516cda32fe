import type { EventType, WebhookFormat } from '@app/client';
import { Anchor, Stack, Tabs, Text } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { JsonBlock } from '../../components/json-block';
import { PageTitle } from '../../components/page-title';
import { QueryResult } from '../../components/query-result';
import { MessagePage } from '../../shell/message-page';
import { strings } from '../../strings';
import { useEventTypes } from '../webhooks/webhook-queries';

const text = strings.eventTypes;
const route = getRouteApi('/event-types/$name');
const FORMATS: readonly WebhookFormat[] = ['hoory', 'chatwoot'];

/** An event: when it fires, and what of it is sent. */
export function EventTypePage() {
  const types = useEventTypes();
  const { name } = route.useParams();
  return (
    <>
      <Anchor component={Link} to="/event-types" size="sm">
        {text.back}
      </Anchor>
      <QueryResult query={types} failed={text.notLoaded}>
        {(all) => {
          const type = all.find((one) => one.name === name);
          if (type) return <Description type={type} />;
          return <MessagePage title={text.notFoundTitle} message={text.notFound(name)} />;
        }}
      </QueryResult>
    </>
  );
}

function Description({ type }: { type: EventType }) {
  const { format = 'hoory' } = route.useSearch();
  const navigate = route.useNavigate();
  const show = (chosen: string | null) =>
    void navigate({ search: chosen === 'chatwoot' ? { format: chosen } : {}, replace: true });
  return (
    <>
      <PageTitle title={strings.webhooks.event(type.label, type.name)} />
      <Text mb="md">{type.description}</Text>
      <Tabs value={format} onChange={show} keepMounted={false}>
        <Tabs.List aria-label={text.format}>
          {FORMATS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {text.formats[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {FORMATS.map((one) => (
          <Tabs.Panel key={one} value={one} pt="md">
            <Stack>
              <JsonBlock
                title={text.example}
                copyLabel={text.copyOf(text.example)}
                value={type.formats[one].example}
              />
              <JsonBlock
                title={text.schema}
                copyLabel={text.copyOf(text.schema)}
                value={type.formats[one].schema}
              />
            </Stack>
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}
