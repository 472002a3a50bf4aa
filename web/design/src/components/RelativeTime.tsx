import { Tooltip } from "@mantine/core";
import { useEffect, useState } from "react";
import { messages } from "../messages";
import { duration, exactTime, relativeTime, staysFor } from "./relativeTime";

type Say = (then: Date, now: Date) => string;

/** When something happened; `at` is an ISO instant, an unreadable one is shown as it is. */
export function RelativeTime({ at }: { at: string }) {
  return <Moment at={at} say={relativeTime} />;
}

/** How long something lasts already. */
export function Lasting({ since }: { since: string }) {
  return <Moment at={since} say={lasting} />;
}

const lasting: Say = (then, now) => {
  const long = duration(then, now);
  return long === null ? messages.time.since(relativeTime(then, now)) : messages.time.lasts(long);
};

function Moment({ at, say }: { at: string; say: Say }) {
  const [now, setNow] = useState(() => new Date());
  const time = Date.parse(at);

  useEffect(() => {
    if (Number.isNaN(time)) return;
    const tick = () => {
      setNow(new Date());
    };
    const timer = setTimeout(tick, staysFor(new Date(time), now));
    return () => {
      clearTimeout(timer);
    };
  }, [time, now]);

  if (Number.isNaN(time)) return <>{at}</>;
  const then = new Date(time);
  return (
    <Tooltip label={exactTime(then)}>
      <time dateTime={at}>{say(then, now)}</time>
    </Tooltip>
  );
}
