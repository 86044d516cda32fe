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
import { IntegrationsPage } from './pages/integrations/integrations-page';
import { readDeliverySearch } from './pages/webhook/deliveries/delivery-search';
import { WebhooksPage } from './pages/webhooks/webhooks-page';
import { SessionGate } from './session/session-gate';
import { AdministratorsOnly } from './shell/administrators-only';
import { BrokenPage, NotFoundPage } from './shell/error-pages';
import { Shell } from './shell/shell';

const root = createRootRoute({
  component: () => (
    <SessionGate>
      <Shell>
        <Outlet />
      </Shell>
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
      webhook.addChildren([deliveries, secret, history]),
    ]),
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
