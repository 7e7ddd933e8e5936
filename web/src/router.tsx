// Addresses. Everything but the start page lives in a workspace: `/w/<workspace>/…`. Every screen is fetched when it is
// first opened: a screen is a named export of `screens/<folder>/<Name>.tsx`.
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { sessionQuery } from './api/queries';
import { Frame } from './frame/Frame';
import { Failed, NotFound, NoWorkspace, Waiting } from './frame/States';
import { parseAnalysisSearch } from './screens/analyses/parts/address';
import { parseMapSearch } from './screens/map/search';
import { parseSharedSearch } from './screens/shared/search';

const root = createRootRouteWithContext<{ client: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NotFound,
});

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  loader: async ({ context }) => {
    const session = await context.client.ensureQueryData(sessionQuery);
    const first = session.workspaces[0];
    if (first) throw redirect({ to: '/w/$ws', params: { ws: first.name }, replace: true });
  },
  component: NoWorkspace,
});

const workspace = createRoute({ getParentRoute: () => root, path: '/w/$ws', component: Frame });

const home = createRoute({
  getParentRoute: () => workspace,
  path: '/',
  component: lazyRouteComponent(() => import('./screens/home/Home'), 'Home'),
});
const journeys = createRoute({
  getParentRoute: () => workspace,
  path: 'journeys',
  component: lazyRouteComponent(() => import('./screens/journeys/Journeys'), 'Journeys'),
});
const map = createRoute({
  getParentRoute: () => workspace,
  path: 'journeys/$id',
  validateSearch: parseMapSearch,
  component: lazyRouteComponent(() => import('./screens/map/MapScreen'), 'MapScreen'),
});
const newJourney = createRoute({
  getParentRoute: () => workspace,
  path: 'journeys/new',
  component: lazyRouteComponent(() => import('./screens/journeys/NewJourney'), 'NewJourney'),
});
const editor = createRoute({
  getParentRoute: () => workspace,
  path: 'journeys/$id/edit',
  component: lazyRouteComponent(() => import('./screens/journeys/Editor'), 'Editor'),
});
const analyses = createRoute({
  getParentRoute: () => workspace,
  path: 'analyses',
  component: lazyRouteComponent(() => import('./screens/analyses/Analyses'), 'Analyses'),
});
const funnel = createRoute({
  getParentRoute: () => workspace,
  path: 'analyses/funnel',
  validateSearch: parseAnalysisSearch,
  component: lazyRouteComponent(() => import('./screens/analyses/funnel/Funnel'), 'Funnel'),
});
const paths = createRoute({
  getParentRoute: () => workspace,
  path: 'analyses/paths',
  validateSearch: parseAnalysisSearch,
  component: lazyRouteComponent(() => import('./screens/analyses/paths/Paths'), 'Paths'),
});
const transitions = createRoute({
  getParentRoute: () => workspace,
  path: 'analyses/transitions',
  validateSearch: parseAnalysisSearch,
  component: lazyRouteComponent(() => import('./screens/analyses/transitions/Transitions'), 'Transitions'),
});
const attribution = createRoute({
  getParentRoute: () => workspace,
  path: 'analyses/attribution',
  validateSearch: parseAnalysisSearch,
  component: lazyRouteComponent(() => import('./screens/analyses/attribution/Attribution'), 'Attribution'),
});
const retention = createRoute({
  getParentRoute: () => workspace,
  path: 'analyses/retention',
  validateSearch: parseAnalysisSearch,
  component: lazyRouteComponent(() => import('./screens/analyses/retention/Retention'), 'Retention'),
});
const contrast = createRoute({
  getParentRoute: () => workspace,
  path: 'analyses/compare',
  validateSearch: parseAnalysisSearch,
  component: lazyRouteComponent(() => import('./screens/analyses/compare/Compare'), 'Compare'),
});
const customers = createRoute({
  getParentRoute: () => workspace,
  path: 'customers',
  component: lazyRouteComponent(() => import('./screens/customers/Customers'), 'Customers'),
});
const customer = createRoute({
  getParentRoute: () => workspace,
  path: 'customers/$person',
  component: lazyRouteComponent(() => import('./screens/customers/Customer'), 'Customer'),
});
const voices = createRoute({
  getParentRoute: () => workspace,
  path: 'voices',
  component: lazyRouteComponent(() => import('./screens/voices/Voices'), 'Voices'),
});
const imports = createRoute({
  getParentRoute: () => workspace,
  path: 'imports',
  component: lazyRouteComponent(() => import('./screens/imports/Imports'), 'Imports'),
});
const newImport = createRoute({
  getParentRoute: () => workspace,
  path: 'imports/new',
  component: lazyRouteComponent(() => import('./screens/imports/NewImport'), 'NewImport'),
});
const settings = createRoute({
  getParentRoute: () => workspace,
  path: 'settings',
  component: lazyRouteComponent(() => import('./screens/settings/Settings'), 'Settings'),
});

const methods = createRoute({
  getParentRoute: () => workspace,
  path: 'methods/$page',
  component: lazyRouteComponent(() => import('./screens/methods/Methods'), 'Methods'),
});

const shared = createRoute({
  getParentRoute: () => root,
  path: '/s/$token',
  validateSearch: parseSharedSearch,
  component: lazyRouteComponent(() => import('./screens/shared/SharedMap'), 'SharedMap'),
});

const tree = root.addChildren([
  start,
  shared,
  workspace.addChildren([
    home, journeys, newJourney, map, editor, customers, customer, voices, imports, newImport, settings, methods,
    analyses, funnel, retention, paths, transitions, attribution, contrast,
  ]),
]);

export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { client },
    defaultPreload: 'intent',
    defaultPendingMs: 200,
    defaultPendingComponent: Waiting,
    defaultErrorComponent: Failed,
    scrollRestoration: true,
  });
}
