import { Title } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { strings } from '../../strings';
import { Replays } from './replays';

const text = strings.replays;
const route = getRouteApi('/settings/integrations/webhooks/$webhookId/replays');

export function ReplaysPage() {
  const { webhookId } = route.useParams();
  return (
    <section aria-label={text.title}>
      <Title order={2} size="h4" mb="sm">
        {text.title}
      </Title>
      <Replays webhookId={webhookId} />
    </section>
  );
}
