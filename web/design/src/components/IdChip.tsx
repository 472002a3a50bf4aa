import { useClipboard } from "@mantine/hooks";
import { messages } from "../messages";
import styles from "./IdChip.module.css";

interface IdChipProps {
  id: string;
  /** What is shown, when the id itself is long. */
  shown?: string;
  tabIndex?: number;
}

/** An id; a click copies it. */
export function IdChip({ id, shown = id, tabIndex }: IdChipProps) {
  const clipboard = useClipboard({ timeout: 1500 });
  return (
    <button
      type="button"
      className={styles.chip}
      aria-label={messages.chip.copy(id)}
      tabIndex={tabIndex}
      onClick={(event) => {
        event.stopPropagation();
        clipboard.copy(id);
      }}
    >
      <span className={clipboard.copied ? styles.behind : undefined}>{shown}</span>
      <span className={styles.copied} role="status">
        {clipboard.copied ? messages.chip.copied : ""}
      </span>
    </button>
  );
}
