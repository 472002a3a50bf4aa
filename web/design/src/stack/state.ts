import type { Module, Stack } from "../api/client";

/** The shape a state is drawn in: a check, a ring that fills, an empty ring, a triangle, a dashed ring. */
export type Shape = "ready" | "progress" | "off" | "failed" | "waiting";

/** What a state is called; the catalogue has the words. */
export type Word =
  | "ready"
  | "comingUp"
  | "applying"
  | "shuttingDown"
  | "disabled"
  | "beingDeleted"
  | "deleted"
  | "regionUnreachable"
  | "stackUnreachable"
  | "waitsForRegion";

export interface State {
  readonly shape: Shape;
  readonly word: Word;
  /** Since when, an ISO instant. */
  readonly since: string;
  /** How far a progress is, where it can be counted. */
  readonly done?: { readonly ready: number; readonly of: number };
}

/**
 * Folds what people asked for (`state`), what the region was told (`expectedStatus`) and what it reported (`status`)
 * into the one thing a reader wants to know. A region that does not answer outranks its last report, which is old.
 */
export function stackState(stack: Stack): State {
  const { state, status, expectedStatus, lastStatusUpdate: reported, lastStateUpdate: asked } = stack;
  const regionGone = stack.region?.active === false;
  const regionState: State = {
    shape: "failed",
    word: "regionUnreachable",
    since: stack.region?.lastPing ?? reported,
  };

  switch (state) {
    case "DELETED":
      // Deleted softly, the region is told DISABLED and keeps the data: for a reader it is deleted at once.
      if (expectedStatus === "DELETED" && status !== "DELETED")
        return regionGone ? regionState : { shape: "progress", word: "beingDeleted", since: asked };
      return { shape: "off", word: "deleted", since: stack.deletedAt ?? asked };
    case "DISABLED":
      if (status === "DISABLED") return { shape: "off", word: "disabled", since: stack.disabledAt ?? asked };
      return regionGone ? regionState : { shape: "progress", word: "shuttingDown", since: asked };
    case "ACTIVE":
      if (regionGone) return regionState;
      return activeState(stack);
  }
}

function activeState(stack: Stack): State {
  switch (stack.status) {
    case "READY":
      if (!stack.synchronised) return { shape: "progress", word: "applying", since: latest(stack) };
      // Nobody has looked yet where there is no time of a look: that says nothing about the stack.
      if (stack.stargateEnabled && !stack.reachable && stack.lastReachableUpdate !== undefined)
        return { shape: "failed", word: "stackUnreachable", since: stack.lastReachableUpdate };
      return { shape: "ready", word: "ready", since: stack.lastStatusUpdate };
    case "UNKNOWN":
      return { shape: "waiting", word: "waitsForRegion", since: stack.lastStateUpdate };
    case "PROGRESSING":
    case "DISABLED":
    case "DELETED": {
      const enabled = stack.modules.filter((module) => module.state === "ENABLED");
      const ready = enabled.filter((module) => module.status === "READY").length;
      return {
        shape: "progress",
        word: "comingUp",
        since: latest(stack),
        ...(enabled.length > 0 && ready < enabled.length ? { done: { ready, of: enabled.length } } : {}),
      };
    }
  }
}

/** Whether the state lasts by itself, that is, whether nothing is on its way. */
export function settles(stack: Stack): boolean {
  const { shape } = stackState(stack);
  return shape !== "progress" && shape !== "waiting";
}

export function latest(stack: Stack): string {
  const times = [stack.lastStateUpdate, stack.lastStatusUpdate, stack.lastExpectedStatusUpdate];
  return times.reduce((a, b) => (Date.parse(a) >= Date.parse(b) ? a : b));
}

export type ModuleWord = "ready" | "comingUp" | "waitsForRegion" | "off" | "shuttingDown";

export function moduleState(module: Module): { shape: Shape; word: ModuleWord } {
  if (module.state === "DISABLED")
    return module.status === "READY" || module.status === "PROGRESSING"
      ? { shape: "progress", word: "shuttingDown" }
      : { shape: "off", word: "off" };
  switch (module.status) {
    case "READY":
      return { shape: "ready", word: "ready" };
    case "UNKNOWN":
      return { shape: "waiting", word: "waitsForRegion" };
    case "PROGRESSING":
    case "DELETED":
      return { shape: "progress", word: "comingUp" };
  }
}

/** What the region says about a module that is not up, if it says anything. */
export function moduleInfo(module: Module): string | null {
  const info = module.clusterStatus?.info;
  return module.status !== "READY" && typeof info === "string" && info !== "" ? info : null;
}

export function moduleTitle(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
