import type { ReactNode } from "react";
import { ApiError } from "../api/error";
import { messages } from "../messages";
import styles from "./Answer.module.css";
import { ErrorPanel } from "./ErrorPanel";
import { PageHead } from "./PageHead";

interface AnswerProps<T> {
  of: { readonly data: T | undefined; readonly error: Error | null; readonly refetch: () => unknown };
  /** Heads the page where the answer is an error, for a page that takes its title from the answer. */
  head?: { readonly title: string; readonly context: string };
  children: (data: T) => ReactNode;
}

/**
 * What a question to the server led to. An answer once had outlives a server that does not answer for a while, and
 * does not outlive one that now says no.
 */
export function Answer<T>({ of: { data, error, refetch }, head, children }: AnswerProps<T>) {
  const refused = error instanceof ApiError && error.status >= 400 && error.status < 500;
  if (data !== undefined && !refused) return children(data);
  if (error)
    return (
      <>
        {head && <PageHead {...head} />}
        <ErrorPanel error={error} onRetry={() => void refetch()} />
      </>
    );
  return (
    <p className={styles.waiting} role="status">
      {messages.loading}
    </p>
  );
}
