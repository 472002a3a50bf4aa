import { MantineProvider } from "@mantine/core";
import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ApiError } from "./api/error";
import { logIn, stay } from "./session/login";
import { theme, themeKeeper, variables } from "./theme/theme";

const keeper = themeKeeper();

function newQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof ApiError && error.status === 401) logIn();
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) =>
          failures < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 500),
      },
    },
  });
}

interface AtriumProps {
  children: ReactNode;
  /** In a test nothing moves, and menus open although nothing has a place on a screen. */
  env?: "default" | "test";
}

/** What every page stands in: theme and server state. */
export function Atrium({ children, env = "default" }: AtriumProps) {
  const [client] = useState(newQueryClient);
  return (
    <MantineProvider
      theme={theme}
      env={env}
      cssVariablesResolver={variables}
      colorSchemeManager={keeper}
      defaultColorScheme="auto"
      deduplicateCssVariables={false}
    >
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    </MantineProvider>
  );
}

window.addEventListener("pageshow", (event) => {
  if (event.persisted) stay();
});
