import { describe, expect, it } from "vitest";
import { duration, relativeTime } from "./relativeTime";

const NOW = new Date("2026-11-21T12:00:00Z");
const before = (milliseconds: number) => new Date(NOW.getTime() - milliseconds);
const SECOND = 1000;
const HOUR = 3_600_000;

describe("a time", () => {
  it.each([
    [2 * SECOND, "now"],
    [40 * SECOND, "40s ago"],
    [12 * 60 * SECOND, "12m ago"],
    [2 * HOUR, "2h ago"],
    [6 * 24 * HOUR, "6d ago"],
    [21 * 24 * HOUR, "Oct 31, 2026"],
  ])("%i ms ago reads %s", (age, text) => {
    expect(relativeTime(before(age), NOW, "en")).toBe(text);
  });

  it("ahead of our clock is now", () => {
    expect(relativeTime(before(-HOUR), NOW, "en")).toBe("now");
  });
});

describe("a duration", () => {
  it.each([
    [40 * SECOND, "40 seconds"],
    [HOUR, "1 hour"],
    [8 * 24 * HOUR, null],
  ])("of %i ms reads %s", (age, text) => {
    expect(duration(before(age), NOW, "en")).toBe(text);
  });
});
