import { beforeEach, describe, expect, it, vi } from "vitest";
import { browser } from "./browser";
import { logIn, loginUrl, stay } from "./login";

describe("the way to the login", () => {
  const left = vi.fn();

  beforeEach(() => {
    left.mockReset();
    stay();
    browser.leaveFor = left;
    window.history.replaceState(null, "", "/organizations/my-org/stacks?state=READY#top");
  });

  it("carries the whole address to come back to", () => {
    logIn();

    expect(left).toHaveBeenCalledExactlyOnceWith(
      "/auth/login?to=%2Forganizations%2Fmy-org%2Fstacks%3Fstate%3DREADY%23top",
    );
  });

  it("is taken once, however many answers were refused", () => {
    logIn();
    logIn();

    expect(left).toHaveBeenCalledOnce();
  });

  it("is not taken a fourth time within a minute", () => {
    const turns = [0, 5_000, 10_000, 15_000].map((now) => {
      stay();
      return logIn(now);
    });

    expect(turns).toEqual([true, true, true, false]);
    expect(left).toHaveBeenCalledTimes(3);
  });

  it("is taken again a minute later", () => {
    for (const now of [0, 5_000, 10_000]) {
      stay();
      logIn(now);
    }
    stay();

    expect(logIn(70_001)).toBe(true);
  });

  it("survives storage that somebody else wrote to", () => {
    sessionStorage.setItem("atrium-login-attempts", "{");

    expect(logIn()).toBe(true);
  });

  it("escapes what could be taken for another parameter", () => {
    expect(loginUrl("/a?b=c&d")).toBe("/auth/login?to=%2Fa%3Fb%3Dc%26d");
  });
});
