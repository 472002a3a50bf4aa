import { useEffect, type ReactNode } from "react";
import styles from "./PageHead.module.css";

interface PageHeadProps {
  title: string;
  /** Where one is, for the tab of the browser: the organization, the application. */
  context: string;
  /** The way back up. */
  crumbs?: ReactNode;
  /** Stands beside the title: an id, a state. */
  beside?: ReactNode;
  /** The single primary action, and what belongs to it. */
  actions?: ReactNode;
}

export function PageHead({ title, context, crumbs, beside, actions }: PageHeadProps) {
  useEffect(() => {
    document.title = `${title} · ${context}`;
  }, [title, context]);

  return (
    <div className={styles.head}>
      <div className={styles.title}>
        {crumbs !== undefined && <div className={styles.crumbs}>{crumbs}</div>}
        <div className={styles.line}>
          <h1>{title}</h1>
          {beside}
        </div>
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
