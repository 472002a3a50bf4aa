const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Relative up to a week, the date after that. A clock that runs ahead of ours counts as now. */
export function relativeTime(then: Date, now: Date, locale?: string): string {
  const age = Math.max(0, now.getTime() - then.getTime());
  const ago = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "narrow" });
  if (age < 5 * SECOND) return ago.format(0, "second");
  if (age < MINUTE) return ago.format(-Math.floor(age / SECOND), "second");
  if (age < HOUR) return ago.format(-Math.floor(age / MINUTE), "minute");
  if (age < DAY) return ago.format(-Math.floor(age / HOUR), "hour");
  if (age < 7 * DAY) return ago.format(-Math.floor(age / DAY), "day");
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric" }).format(then);
}

/** How long since, or null after a week, when a date says it better. */
export function duration(then: Date, now: Date, locale?: string): string | null {
  const age = Math.max(0, now.getTime() - then.getTime());
  const said = (unit: string, size: number) =>
    new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(
      Math.floor(age / size),
    );
  if (age < MINUTE) return said("second", SECOND);
  if (age < HOUR) return said("minute", MINUTE);
  if (age < DAY) return said("hour", HOUR);
  return age < 7 * DAY ? said("day", DAY) : null;
}

export function exactTime(then: Date, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "long" }).format(then);
}

/** How long the text above stays true, in milliseconds. */
export function staysFor(then: Date, now: Date): number {
  const age = now.getTime() - then.getTime();
  if (age < MINUTE) return 5 * SECOND;
  return age < HOUR ? 30 * SECOND : 10 * MINUTE;
}
