import { useEffect, type ReactNode } from "react";
import { messages } from "../messages";
import styles from "./PageHead.module.css";

interface PageHeadProps {
  title: string;
  /** Where one is, for the tab of the browser: the organization, the application. */
  context: string;
  /** The link to what the page is a part of. */
  up?: ReactNode;
  /** Stands beside the title: an id, a state. */
  beside?: ReactNode;
  /** The single primary action, and what belongs to it. */
  actions?: ReactNode;
}

export function PageHead({ title, context, up, beside, actions }: PageHeadProps) {
  useEffect(() => {
    document.title = `${title} · ${context}`;
  }, [title, context]);

  return (
    <div className={styles.head}>
      <div className={styles.title}>
        {up !== undefined && (
          <nav className={styles.up} aria-label={messages.shell.up}>
            {up}
          </nav>
        )}
        <div className={styles.line}>
          <h1>{title}</h1>
          {beside}
        </div>
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
