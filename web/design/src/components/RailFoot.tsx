import { useState, type ReactNode } from "react";
import { messages } from "../messages";
import { AccountMenu } from "./AccountMenu";
import { CommandPalette, type Command } from "./CommandPalette";
import { useKeys } from "./keys";
import { KeysDialog } from "./KeysDialog";
import { railButton } from "./railButton";

export interface PageTools {
  readonly search: () => void;
  readonly keys: () => void;
}

/** The foot of the rail. It may stand twice, in the rail and in its folded form; what it opens is opened once. */
export function RailFoot({ tools, account }: { tools: PageTools; account?: ReactNode }) {
  return (
    <>
      <button type="button" className={railButton} onClick={tools.search} data-folds>
        <span>{messages.shell.search}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <AccountMenu onKeys={tools.keys}>{account}</AccountMenu>
    </>
  );
}

/** Search and key help over a page, by key or by what `children` puts on the page. */
export function PageKeys({
  commands,
  children,
}: {
  commands: readonly Command[];
  children: (tools: PageTools) => ReactNode;
}) {
  const [open, setOpen] = useState<"search" | "keys" | null>(null);
  const close = () => {
    setOpen(null);
  };
  const tools: PageTools = {
    search: () => {
      setOpen("search");
    },
    keys: () => {
      setOpen("keys");
    },
  };
  useKeys({ onSearch: tools.search, onHelp: tools.keys });
  return (
    <>
      {children(tools)}
      <CommandPalette opened={open === "search"} onClose={close} commands={commands} />
      <KeysDialog opened={open === "keys"} onClose={close} />
    </>
  );
}
