import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { AccessTokensPage } from './pages/access-tokens/access-tokens-page';
import { EventTypePage } from './pages/event-types/event-type-page';
import { EventTypesPage } from './pages/event-types/event-types-page';
import { IntegrationsPage } from './pages/integrations/integrations-page';
import { LivePage } from './pages/live/live-page';
import { ReplaysPage } from './pages/replays/replays-page';
import { readDeliverySearch } from './pages/webhook/deliveries/delivery-search';
import { WebhooksPage } from './pages/webhooks/webhooks-page';
import { LiveAccount } from './session/live-account';
import { SessionGate } from './session/session-gate';
import { AdministratorsOnly } from './shell/administrators-only';
import { BrokenPage, NotFoundPage } from './shell/error-pages';
import { Shell } from './shell/shell';

const root = createRootRoute({
  component: () => (
    <SessionGate>
      <LiveAccount>
        <Shell>
          <Outlet />
        </Shell>
      </LiveAccount>
    </SessionGate>
  ),
});

const toStart = () => {
  throw redirect({ to: '/settings/integrations', replace: true });
};
const start = createRoute({ getParentRoute: () => root, path: '/', beforeLoad: toStart });
/** Whoever is not signed in gets the page of the first run at any address; the log names this one. */
const firstRun = createRoute({
  getParentRoute: () => root,
  path: '/first-run',
  component: () => <Navigate to="/" replace />,
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: AdministratorsOnly,
});
const integrations = createRoute({
  getParentRoute: () => settings,
  path: '/integrations',
  component: IntegrationsPage,
});
const webhooks = createRoute({
  getParentRoute: () => settings,
  path: '/integrations/webhooks',
  component: WebhooksPage,
});
const webhook = createRoute({
  getParentRoute: () => settings,
  path: '/integrations/webhooks/$webhookId',
  params: {
    parse: ({ webhookId }) => ({ webhookId: Number(webhookId) }),
    stringify: ({ webhookId }) => ({ webhookId: String(webhookId) }),
  },
  component: lazyRouteComponent(() => import('./pages/webhook/webhook-page'), 'WebhookPage'),
});
const deliveries = createRoute({
  getParentRoute: () => webhook,
  path: '/',
  validateSearch: readDeliverySearch,
  component: lazyRouteComponent(
    () => import('./pages/webhook/deliveries/deliveries-page'),
    'DeliveriesPage',
  ),
});
const secret = createRoute({
  getParentRoute: () => webhook,
  path: '/secret',
  component: lazyRouteComponent(() => import('./pages/webhook/secret/secret-page'), 'SecretPage'),
});
const history = createRoute({
  getParentRoute: () => webhook,
  path: '/history',
  component: lazyRouteComponent(
    () => import('./pages/webhook/history/history-page'),
    'HistoryPage',
  ),
});
const replays = createRoute({
  getParentRoute: () => webhook,
  path: '/replays',
  component: ReplaysPage,
});
const live = createRoute({
  getParentRoute: () => root,
  path: '/live',
  component: AdministratorsOnly,
});
const livePage = createRoute({
  getParentRoute: () => live,
  path: '/',
  component: LivePage,
  validateSearch: ({ type }: Record<string, unknown>): { type?: string } =>
    typeof type === 'string' && type !== '' ? { type } : {},
});
const eventTypes = createRoute({
  getParentRoute: () => root,
  path: '/event-types',
  component: EventTypesPage,
  validateSearch: ({ q }: Record<string, unknown>): { q?: string } =>
    typeof q === 'string' && q !== '' ? { q } : {},
});
const eventType = createRoute({
  getParentRoute: () => root,
  path: '/event-types/$name',
  component: EventTypePage,
  validateSearch: ({ format }: Record<string, unknown>): { format?: 'chatwoot' } =>
    format === 'chatwoot' ? { format } : {},
});
const accessTokens = createRoute({
  getParentRoute: () => root,
  path: '/access-tokens',
  component: AccessTokensPage,
});

export const router = createRouter({
  routeTree: root.addChildren([
    start,
    firstRun,
    settings.addChildren([
      integrations,
      webhooks,
      webhook.addChildren([deliveries, replays, secret, history]),
    ]),
    live.addChildren([livePage]),
    eventTypes,
    eventType,
    accessTokens,
  ]),
  defaultNotFoundComponent: NotFoundPage,
  defaultErrorComponent: BrokenPage,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
