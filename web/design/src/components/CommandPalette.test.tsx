import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { Atrium } from "../Atrium";
import { violations } from "../testing";
import { matching, type Command } from "./CommandPalette";
import { PageKeys } from "./RailFoot";

const run = vi.fn();
const commands: readonly Command[] = [
  { id: "1", group: "pages", label: "Stacks", run },
  { id: "2", group: "stacks", label: "production", detail: "my-org-prod", run },
  { id: "3", group: "stacks", label: "staging", detail: "my-org-stag", run },
  { id: "4", group: "organizations", label: "My Company", detail: "my-org", run },
];

describe("searching", () => {
  it("finds by label and by id, every word", () => {
    expect(matching(commands, "prod my-org").map(({ id }) => id)).toEqual(["2"]);
  });

  it("puts a group where something begins with the text first", () => {
    expect(matching(commands, "stacks").map(({ id }) => id)).toEqual(["1"]);
    expect(matching(commands, "p").map(({ id }) => id)).toEqual(["2", "4"]);
  });

  it("keeps the groups together and what begins with the text before what contains it", () => {
    expect(matching(commands, "st").map(({ id }) => id)).toEqual(["3", "1"]);
    expect(matching(commands, "").map(({ group }) => group)).toEqual([
      "organizations",
      "stacks",
      "stacks",
      "pages",
    ]);
  });

  it("opens by Ctrl-K, moves by arrows, goes by Enter", async () => {
    render(
      <Atrium env="test">
        <PageKeys commands={commands}>{() => <main>page</main>}</PageKeys>
      </Atrium>,
    );

    await userEvent.keyboard("{Control>}k{/Control}");
    const input = await screen.findByRole("combobox", { name: "Search or jump" });
    await userEvent.type(input, "my-org{ArrowDown}");
    expect(screen.getByRole("option", { selected: true }).textContent).toContain("production");
    expect(await violations()).toEqual([]);
    await userEvent.keyboard("{Enter}");

    expect(run).toHaveBeenCalledOnce();
  });

  it("leaves the keys of somebody who types alone", async () => {
    render(
      <Atrium env="test">
        <PageKeys commands={commands}>{() => <input aria-label="name" />}</PageKeys>
      </Atrium>,
    );

    await userEvent.type(screen.getByLabelText("name"), "why?");

    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("shows the keys by a question mark", async () => {
    render(
      <Atrium env="test">
        <PageKeys commands={commands}>{() => <main>page</main>}</PageKeys>
      </Atrium>,
    );

    await userEvent.keyboard("?");

    expect(await screen.findByRole("dialog", { name: "Keyboard shortcuts" })).toBeDefined();
  });
});
