import { useEffect, useEffectEvent } from "react";

interface Keys {
  onSearch: () => void;
  onHelp: () => void;
}

/** Listens to the keys that work on every page. */
export function useKeys({ onSearch, onHelp }: Keys): void {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) onSearch();
    else if (
      event.defaultPrevented ||
      isTyping(event.target) ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey
    )
      return;
    else if (event.key === "?") onHelp();
    else if (event.key === "/") document.querySelector<HTMLElement>("[data-filter]")?.focus();
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      pressed(event);
    };
    document.addEventListener("keydown", listener);
    return () => {
      document.removeEventListener("keydown", listener);
    };
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}
