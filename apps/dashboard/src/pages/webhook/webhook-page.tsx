import { getRouteApi, Outlet } from '@tanstack/react-router';
import { QueryResult } from '../../components/query-result';
import { MessagePage } from '../../shell/message-page';
import { strings } from '../../strings';
import { useWebhooks } from '../webhooks/webhook-queries';
import { RecoveryProgress } from './enabling/recovery-progress';
import { Health } from './health/health';
import { WebhookHeader } from './webhook-header';
import { WebhookProvider } from './webhook-queries';
import { WebhookTabs } from './webhook-tabs';

const text = strings.webhook;
const route = getRouteApi('/settings/integrations/webhooks/$webhookId');

/** What stands around all that is about one webhook. */
export function WebhookPage() {
  const { webhookId } = route.useParams();
  const webhooks = useWebhooks();
  return (
    <QueryResult query={webhooks} failed={strings.webhooks.notLoaded}>
      {(list) => {
        const webhook = list.find(({ id }) => id === webhookId);
        if (!webhook) return <MessagePage title={text.notFoundTitle} message={text.notFound} />;
        return (
          <WebhookProvider value={webhook}>
            <WebhookHeader />
            <Health />
            <RecoveryProgress />
            <WebhookTabs />
            <Outlet />
          </WebhookProvider>
        );
      }}
    </QueryResult>
  );
}
