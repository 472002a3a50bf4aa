import { clsx } from "clsx";
import { Button } from "@mantine/core";
import { ApiError } from "../api/error";
import { messages } from "../messages";
import { browser } from "../session/browser";
import { isLeaving, loginUrl } from "../session/login";
import { IdChip } from "./IdChip";
import styles from "./Panel.module.css";

interface ErrorPanelProps {
  error: unknown;
  /** Asks again; leave it out where asking again cannot help. */
  onRetry?: () => void;
}

/** Says what happened, what to do, and which request it was. */
export function ErrorPanel({ error, onRetry }: ErrorPanelProps) {
  const status = error instanceof ApiError ? error.status : null;
  if (status === 401 && isLeaving()) return <p className="soft">{messages.errors.loggingIn}</p>;

  const { title, text } = said(status);
  const reason = error instanceof ApiError ? error.reason : "";
  const requestId = error instanceof ApiError ? error.requestId : null;
  const retry = status !== 401 && status !== 403 && status !== 404 ? onRetry : undefined;
  return (
    <section className={styles.error} role="alert">
      <h2>{title}</h2>
      {reason !== "" && <p>{sentence(reason)}</p>}
      <p className="soft">{text}</p>
      <div className={styles.foot}>
        {retry && (
          <Button variant="default" onClick={retry}>
            {messages.errors.retry}
          </Button>
        )}
        {status === 401 && (
          <Button component="a" variant="default" href={loginUrl(browser.here())}>
            {messages.errors.logIn}
          </Button>
        )}
        {requestId !== null && (
          <span className={clsx("faint", styles.request)}>
            {messages.errors.requestId} <IdChip id={requestId} />
          </span>
        )}
      </div>
    </section>
  );
}

function said(status: number | null): { title: string; text: string } {
  switch (status) {
    case null:
      return messages.errors.broken;
    case 0:
      return messages.errors.unreachable;
    case 401:
      return messages.errors.loops;
    case 403:
      return messages.errors.forbidden;
    case 404:
      return messages.errors.notFound;
    default:
      return messages.errors.failed;
  }
}

function sentence(reason: string): string {
  const capital = reason.charAt(0).toUpperCase() + reason.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}
