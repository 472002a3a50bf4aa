import { clsx } from "clsx";
import type { ReactNode } from "react";
import styles from "./Panel.module.css";

interface EmptyStateProps {
  title: string;
  /** What would be here and which step fills it. */
  children: ReactNode;
}

export function EmptyState({ title, children }: EmptyStateProps) {
  return (
    <div className={clsx("card", styles.empty)}>
      <h2>{title}</h2>
      <div className="soft">{children}</div>
    </div>
  );
}
