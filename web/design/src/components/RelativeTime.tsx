import { Tooltip } from "@mantine/core";
import { useEffect, useState } from "react";
import { exactTime, relativeTime, staysFor } from "./relativeTime";

/** `at` is an ISO instant; an unreadable one is shown as it is. */
export function RelativeTime({ at }: { at: string }) {
  const [now, setNow] = useState(() => new Date());
  const time = Date.parse(at);

  useEffect(() => {
    if (Number.isNaN(time)) return;
    const timer = setTimeout(
      () => {
        setNow(new Date());
      },
      staysFor(new Date(time), now),
    );
    return () => {
      clearTimeout(timer);
    };
  }, [time, now]);

  if (Number.isNaN(time)) return <>{at}</>;
  const then = new Date(time);
  return (
    <Tooltip label={exactTime(then)}>
      <time dateTime={at}>{relativeTime(then, now)}</time>
    </Tooltip>
  );
}
