import { onlineManager } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { messages } from "../messages";

/** Says whether what one sees keeps itself current. */
export function Live() {
  const online = useSyncExternalStore(
    (changed) => onlineManager.subscribe(changed),
    () => onlineManager.isOnline(),
  );
  return <span role="status">{online ? messages.live.live : messages.live.offline}</span>;
}
