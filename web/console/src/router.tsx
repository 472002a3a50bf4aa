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

const stacks = createRoute({
  getParentRoute: () => inside,
  path: "/$organizationId",
  component: lazyRouteComponent(() => import("./pages/Stacks"), "Stacks"),
});

/** Command line and Portal link here; they name the region as well, which the stack itself knows better. */
const stack = createRoute({
  getParentRoute: () => inside,
  path: "/$organizationId/$stackId",
  component: lazyRouteComponent(() => import("./pages/Stack"), "Stack"),
});

const tree = root.addChildren([loggedOut, inside.addChildren([home, stacks, stack])]);

export function newRouter(history?: RouterHistory) {
  return createRouter({ routeTree: tree, defaultPreload: "intent", ...(history ? { history } : {}) });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof newRouter>;
  }
}
