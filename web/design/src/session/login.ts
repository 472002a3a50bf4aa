import { browser } from "./browser";

const KEY = "atrium-login-attempts";
const WINDOW_MS = 60_000;
const MOST_ATTEMPTS = 3;

let leaving = false;

export function loginUrl(to: string): string {
  return `/auth/login?to=${encodeURIComponent(to)}`;
}

/**
 * Leaves for the login, which comes back to the page one is on. After three logins within a minute that did not last
 * it stays instead and answers false, so that a browser that keeps no cookie does not turn in a circle.
 */
export function logIn(now = Date.now()): boolean {
  if (leaving) return true;
  const recent = attempts().filter((time) => now - time < WINDOW_MS);
  if (recent.length >= MOST_ATTEMPTS) return false;
  sessionStorage.setItem(KEY, JSON.stringify([...recent, now]));
  leaving = true;
  browser.leaveFor(loginUrl(browser.here()));
  return true;
}

export function isLeaving(): boolean {
  return leaving;
}

/** A page restored from the back-forward cache is one that nobody is leaving any more. */
export function stay(): void {
  leaving = false;
}

function attempts(): number[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((time) => typeof time === "number") : [];
  } catch {
    return [];
  }
}
