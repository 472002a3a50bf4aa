import { ErrorPanel, LoggedOut, SessionGate } from "@atrium/design";
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  type RouterHistory,
} from "@tanstack/react-router";
import { messages } from "./messages";
import { Home } from "./pages/Home";
import { NotFound } from "./pages/NotFound";
import { Frame } from "./shell/Frame";

const root = createRootRoute({
  notFoundComponent: NotFound,
  errorComponent: ({ error }) => <ErrorPanel error={error} />,
});

const loggedOut = createRoute({
  getParentRoute: () => root,
  path: "/auth/logout",
  component: () => <LoggedOut application={messages.application} />,
});

const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  component: () => (
    <SessionGate>
      <Frame>
        <Outlet />
      </Frame>
    </SessionGate>
  ),
});

const home = createRoute({ getParentRoute: () => inside, path: "/", component: Home });

const organizations = createRoute({
  getParentRoute: () => inside,
  path: "/organizations",
  component: lazyRouteComponent(() => import("./pages/Organizations"), "Organizations"),
});

const organization = createRoute({ getParentRoute: () => inside, path: "/organizations/$organizationId" });

const stacks = createRoute({
  getParentRoute: () => organization,
  path: "/stacks",
  component: lazyRouteComponent(() => import("./pages/Stacks"), "Stacks"),
});

const stack = createRoute({
  getParentRoute: () => organization,
  path: "/stacks/$stackId",
  component: lazyRouteComponent(() => import("./pages/Stack"), "Stack"),
});

const regions = createRoute({
  getParentRoute: () => organization,
  path: "/regions",
  component: lazyRouteComponent(() => import("./pages/Regions"), "Regions"),
});

const members = createRoute({
  getParentRoute: () => organization,
  path: "/members",
  component: lazyRouteComponent(() => import("./pages/Members"), "Members"),
});

const signIns = createRoute({
  getParentRoute: () => inside,
  path: "/users/$userId/sign-ins",
  component: lazyRouteComponent(() => import("./pages/SignIns"), "SignIns"),
});

const tree = root.addChildren([
  loggedOut,
  inside.addChildren([
    home,
    organizations,
    organization.addChildren([stacks, stack, regions, members]),
    signIns,
  ]),
]);

export function newRouter(history?: RouterHistory) {
  return createRouter({ routeTree: tree, defaultPreload: "intent", ...(history ? { history } : {}) });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof newRouter>;
  }
}
