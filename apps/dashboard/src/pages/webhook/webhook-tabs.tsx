import { getRouteApi, Link, type LinkProps } from '@tanstack/react-router';
import { strings } from '../../strings';
import classes from './webhook-tabs.module.css';

const text = strings.webhook;
const route = getRouteApi('/settings/integrations/webhooks/$webhookId');

type Tab = { readonly to: NonNullable<LinkProps['to']>; readonly label: string };

const TABS = [
  { to: '/settings/integrations/webhooks/$webhookId', label: text.deliveriesTab },
  { to: '/settings/integrations/webhooks/$webhookId/replays', label: text.replaysTab },
  { to: '/settings/integrations/webhooks/$webhookId/secret', label: text.secretTab },
  { to: '/settings/integrations/webhooks/$webhookId/history', label: text.historyTab },
] as const satisfies readonly Tab[];

/** The pages of the webhook: each has an address of its own. */
export function WebhookTabs() {
  const params = route.useParams();
  return (
    <nav aria-label={text.tabs} className={classes.tabs}>
      {TABS.map(({ to, label }) => (
        <Link
          key={to}
          to={to}
          params={params}
          activeOptions={{ exact: true, includeSearch: false }}
          className={classes.tab}
          resetScroll={false}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
