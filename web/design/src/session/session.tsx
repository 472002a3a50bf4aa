import { queryOptions, useQuery } from "@tanstack/react-query";
import { createContext, useContext, type ReactNode } from "react";
import { reach } from "../api/client";
import { ApiError } from "../api/error";
import { ErrorPanel } from "../components/ErrorPanel";
import { Mark } from "../components/Mark";
import { messages } from "../messages";
import styles from "./session.module.css";

export interface Session {
  readonly user: { readonly id: string; readonly email: string; readonly name: string };
  readonly membershipUrl: string;
  readonly portalUrl: string;
  readonly consoleUrl: string;
  readonly expiresAt: string;
}

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async ({ signal }): Promise<Session> => {
    const response = await reach(() =>
      fetch("/session", { signal, headers: { Accept: "application/json" } }),
    );
    if (!response.ok) throw await ApiError.of(response);
    return (await response.json()) as Session;
  },
  staleTime: 60_000,
});

const Current = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(Current);
  if (!session) throw new Error("no session here: the page stands outside SessionGate");
  return session;
}

/** Shows the pages to who is logged in. Who is not is on the way to the login already: the query cache sees to it. */
export function SessionGate({ children }: { children: ReactNode }) {
  const { data, error, refetch } = useQuery(sessionQuery);
  if (data) return <Current value={data}>{children}</Current>;
  return (
    <Court>
      {error ? (
        <ErrorPanel error={error} onRetry={() => void refetch()} />
      ) : (
        <span className="hidden">{messages.loading}</span>
      )}
    </Court>
  );
}

/** The quiet page around what is said before and after a session. */
export function Court({ children }: { children: ReactNode }) {
  return (
    <main className={styles.court}>
      <div className={styles.inside}>
        <Mark size={32} />
        {children}
      </div>
    </main>
  );
}
