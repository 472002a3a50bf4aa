import { Modal } from "@mantine/core";
import { messages } from "../messages";
import styles from "./KeysDialog.module.css";

export function KeysDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title={messages.keys.title} size="sm" centered>
      <dl className={styles.keys}>
        {messages.keys.list.map(({ keys, does }) => (
          <div key={does}>
            <dt>{does}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
