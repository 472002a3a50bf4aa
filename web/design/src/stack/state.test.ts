import { describe, expect, it } from "vitest";
import { stackWord } from "../components/StateBadge";
import { a } from "../testing";
import { moduleInfo, moduleState, settles, stackState } from "./state";

describe("the state of a stack", () => {
  it.each([
    ["is ready when its region says so", {}, "ready", "Ready"],
    ["is coming up before the region reports it ready", { status: "PROGRESSING" }, "progress", "Coming up"],
    ["waits for a region that never reported it", { status: "UNKNOWN" }, "waiting", "Waits for its region"],
    ["is coming up again after it was enabled", { status: "DISABLED" }, "progress", "Coming up"],
    [
      "is applying a change that the region has not confirmed",
      { synchronised: false },
      "progress",
      "Applying changes",
    ],
    [
      "is disabled once its region has stopped it",
      { state: "DISABLED", status: "DISABLED" },
      "off",
      "Disabled",
    ],
    ["is shutting down until then", { state: "DISABLED", status: "READY" }, "progress", "Shutting down"],
    [
      "is deleted at once when its data is kept",
      { state: "DELETED", expectedStatus: "DISABLED", status: "READY" },
      "off",
      "Deleted",
    ],
    [
      "is being deleted while its region removes the data",
      { state: "DELETED", expectedStatus: "DELETED", status: "DISABLED" },
      "progress",
      "Being deleted",
    ],
    [
      "is deleted when nothing is left",
      { state: "DELETED", expectedStatus: "DELETED", status: "DELETED" },
      "off",
      "Deleted",
    ],
    [
      "is unknown behind a region that does not answer, whatever was reported last",
      { region: a.region({ active: false }) },
      "failed",
      "Region unreachable",
    ],
    [
      "stays disabled behind a region that does not answer",
      { state: "DISABLED", status: "DISABLED", region: a.region({ active: false }) },
      "off",
      "Disabled",
    ],
    [
      "is unreachable when Stargate should lead to it and does not",
      { stargateEnabled: true, reachable: false, lastReachableUpdate: "2026-11-22T11:00:00Z" },
      "failed",
      "Stack unreachable",
    ],
    [
      "is not called unreachable before anybody looked",
      { stargateEnabled: true, reachable: false },
      "ready",
      "Ready",
    ],
    ["need not be reachable without Stargate", { reachable: false }, "ready", "Ready"],
  ] as const)("%s", (_, difference, shape, word) => {
    const stack = a.stack(difference);

    expect(stackState(stack).shape).toBe(shape);
    expect(stackWord(stack)).toBe(word);
  });

  it("counts the modules that are up while it comes up", () => {
    const modules = [
      a.module("auth"),
      a.module("ledger", { status: "PROGRESSING" }),
      a.module("wallets", { state: "DISABLED", status: "DELETED" }),
    ];

    expect(stackWord(a.stack({ status: "PROGRESSING", modules }))).toBe("Coming up, 1 of 2");
  });

  it("counts nothing when every module is up and the stack is not", () => {
    expect(stackWord(a.stack({ status: "PROGRESSING", modules: [a.module("auth")] }))).toBe("Coming up");
  });

  it("says since when the region does not answer", () => {
    const region = a.region({ active: false, lastPing: "2026-11-21T11:48:00Z" });

    expect(stackState(a.stack({ region })).since).toBe("2026-11-21T11:48:00Z");
  });

  it("settles when nothing is on its way", () => {
    expect(settles(a.stack())).toBe(true);
    expect(settles(a.stack({ status: "PROGRESSING" }))).toBe(false);
    expect(settles(a.stack({ region: a.region({ active: false }) }))).toBe(true);
  });
});

describe("the state of a module", () => {
  it.each([
    ["is ready when its region says so", {}, "ready", "ready"],
    ["is coming up before that", { status: "PROGRESSING" }, "progress", "comingUp"],
    ["waits for a region that never reported it", { status: "UNKNOWN" }, "waiting", "waitsForRegion"],
    ["is shutting down while it still runs", { state: "DISABLED" }, "progress", "shuttingDown"],
    ["is off when nobody wants it and it is gone", { state: "DISABLED", status: "DELETED" }, "off", "off"],
  ] as const)("%s", (_, difference, shape, word) => {
    expect(moduleState(a.module("ledger", difference))).toEqual({ shape, word });
  });

  it("passes on what the region says about a module that is not up", () => {
    const clusterStatus = { info: "creating the database" };

    expect(moduleInfo(a.module("ledger", { status: "PROGRESSING", clusterStatus }))).toBe(
      "creating the database",
    );
    expect(moduleInfo(a.module("ledger", { clusterStatus }))).toBeNull();
  });
});
