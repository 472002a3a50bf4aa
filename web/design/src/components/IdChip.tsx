import { clsx } from "clsx";
import { useClipboard } from "@mantine/hooks";
import { messages } from "../messages";
import styles from "./IdChip.module.css";

interface IdChipProps {
  id: string;
  /** Cuts a long one short; its beginning is enough to tell it from the others. */
  short?: boolean;
  tabIndex?: number;
}

/** An id; a click copies it. */
export function IdChip({ id, short = false, tabIndex }: IdChipProps) {
  const clipboard = useClipboard({ timeout: 1500 });
  return (
    <button
      type="button"
      className={clsx(styles.chip, short && styles.short)}
      aria-label={messages.chip.copy(id)}
      tabIndex={tabIndex}
      onClick={(event) => {
        event.stopPropagation();
        clipboard.copy(id);
      }}
    >
      <span className={clipboard.copied ? styles.behind : undefined}>{id}</span>
      <span className={styles.copied} role="status">
        {clipboard.copied ? messages.chip.copied : ""}
      </span>
    </button>
  );
}
