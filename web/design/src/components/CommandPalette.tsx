import { Modal } from "@mantine/core";
import { useId, useState, type KeyboardEvent } from "react";
import { messages } from "../messages";
import styles from "./CommandPalette.module.css";

export interface Command {
  /** Unique among all commands. */
  readonly id: string;
  readonly group: keyof typeof messages.palette.groups;
  readonly label: string;
  /** Told beside the label and searched as well: an id, an organization. */
  readonly detail?: string;
  readonly run: () => void;
}

interface CommandPaletteProps {
  opened: boolean;
  onClose: () => void;
  commands: readonly Command[];
}

const MOST_SHOWN = 40;

export function CommandPalette({ opened, onClose, commands }: CommandPaletteProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      withCloseButton={false}
      attributes={{ content: { "aria-label": messages.palette.title } }}
      size="lg"
      padding={0}
      yOffset="12vh"
    >
      <Search commands={commands} onClose={onClose} />
    </Modal>
  );
}

function Search({ commands, onClose }: Pick<CommandPaletteProps, "commands" | "onClose">) {
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const id = useId();
  const found = matching(commands, text);
  const option = (index: number) => `${id}-${index}`;

  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    command.run();
  };
  const move = (to: number) => {
    const index = (to + found.length) % Math.max(found.length, 1);
    setChosen(index);
    document.getElementById(option(index))?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") move(chosen + 1);
    else if (event.key === "ArrowUp") move(chosen - 1);
    else if (event.key === "Enter") run(found[chosen]);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <input
        className={styles.input}
        type="text"
        role="combobox"
        aria-label={messages.palette.title}
        aria-expanded="true"
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={found.length > 0 ? option(chosen) : undefined}
        placeholder={messages.palette.placeholder}
        autoComplete="off"
        data-autofocus
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div className={styles.results} id={id} role="listbox" aria-label={messages.palette.results}>
        {found.map((command, index) => (
          <div key={command.id} role="presentation">
            {found[index - 1]?.group !== command.group && (
              <div className={styles.group} aria-hidden="true">
                {messages.palette.groups[command.group]}
              </div>
            )}
            {/* The keyboard stays in the input, as a combobox wants it; the mouse may click the option. */}
            {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events */}
            <div
              id={option(index)}
              role="option"
              tabIndex={-1}
              aria-selected={index === chosen}
              className={styles.option}
              onClick={() => {
                run(command);
              }}
              onMouseMove={() => {
                setChosen(index);
              }}
            >
              <span>{command.label}</span>
              {command.detail !== undefined && <span className="faint mono">{command.detail}</span>}
            </div>
          </div>
        ))}
      </div>
      <div role="status" className={found.length === 0 ? styles.none : undefined}>
        {found.length === 0 && messages.palette.none(text)}
      </div>
    </>
  );
}

/**
 * Every word typed must occur. A group where something begins with the text comes before one where it is only
 * contained, and so do the commands within it.
 */
export function matching(commands: readonly Command[], text: string): readonly Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = commands.filter((command) => {
    const said = `${command.label} ${command.detail ?? ""}`.toLowerCase();
    return words.every((word) => said.includes(word));
  });
  const begins = (command: Command) => command.label.toLowerCase().startsWith(words[0] ?? "");
  const first = new Set(found.filter(begins).map(({ group }) => group));
  const order = Object.keys(messages.palette.groups);
  const rank = (command: Command) =>
    (first.has(command.group) ? 0 : order.length * 2) +
    order.indexOf(command.group) * 2 +
    (begins(command) ? 0 : 1);
  return found.sort((a, b) => rank(a) - rank(b)).slice(0, MOST_SHOWN);
}
