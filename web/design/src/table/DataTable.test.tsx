import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { Atrium } from "../Atrium";
import { violations } from "../testing";
import type { Column } from "./arrange";
import { DataTable } from "./DataTable";

interface Fruit {
  readonly name: string;
  readonly kind: string;
  readonly weight: number;
}

const columns: readonly Column<Fruit>[] = [
  { id: "name", title: "Name", track: "1fr", cell: ({ name }) => name, sort: ({ name }) => name },
  { id: "weight", title: "Weight", track: "1fr", cell: ({ weight }) => weight, sort: ({ weight }) => weight },
];
const fruits: readonly Fruit[] = [
  { name: "pear", kind: "core", weight: 9 },
  { name: "apple", kind: "core", weight: 100 },
  { name: "cherry", kind: "stone", weight: 20 },
];
const filter = { text: ({ name }: Fruit) => name, placeholder: "Filter" };
const facets = [{ id: "kind", title: "Kind", value: ({ kind }: Fruit) => kind }];

function show(rows = fruits, onOpen = vi.fn()) {
  render(
    <Atrium env="test">
      <main>
        <DataTable
          name="Fruits"
          rows={rows}
          columns={columns}
          rowId={({ name }) => name}
          filter={filter}
          facets={facets}
          initialOrder={{ column: "name", descending: false }}
          summary={(shown, all) => `${shown} of ${all}`}
          onOpen={onOpen}
        />
      </main>
    </Atrium>,
  );
  return onOpen;
}

const names = () =>
  screen
    .getAllByRole("row")
    .slice(1)
    .map((row) => within(row).getAllByRole("gridcell")[0]?.lastChild?.textContent);

describe("a table", () => {
  it("sorts by a column, and the other way by a second click", async () => {
    show();
    const header = within(screen.getByRole("columnheader", { name: "Weight" })).getByRole("button");

    await userEvent.click(header);
    expect(names()).toEqual(["pear", "cherry", "apple"]);
    await userEvent.click(header);

    expect(names()).toEqual(["apple", "cherry", "pear"]);
    expect(screen.getByRole("columnheader", { name: "Weight" }).getAttribute("aria-sort")).toBe("descending");
  });

  it("shows what the filter leaves and offers a way back from nothing", async () => {
    show();

    await userEvent.type(screen.getByRole("searchbox", { name: "Filter" }), "pe");
    expect(names()).toEqual(["pear"]);
    expect(screen.getByText("1 of 3")).toBeDefined();
    await userEvent.type(screen.getByRole("searchbox"), "x");
    await userEvent.click(screen.getByRole("button", { name: "Clear the filter" }));

    expect(names()).toHaveLength(3);
  });

  it("shows one kind only", async () => {
    show();

    await userEvent.click(screen.getByRole("button", { name: "Kind: any" }));
    await userEvent.click(await screen.findByRole("menuitemradio", { name: "stone" }));

    expect(names()).toEqual(["cherry"]);
    expect(screen.getByRole("button", { name: "Kind: stone" })).toBeDefined();
  });

  it("is one tab stop, moved in by arrow keys and opened by Enter", async () => {
    const opened = show();
    screen.getByRole("searchbox").focus();

    await userEvent.keyboard("{ArrowDown}{ArrowDown}{End}{ArrowDown}{ArrowUp}{Enter}");

    expect(opened).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ name: "cherry" }));
    expect(screen.getAllByRole("row").filter((row) => row.tabIndex === 0)).toEqual([document.activeElement]);
  });

  it("opens a row that is clicked", async () => {
    const opened = show();

    await userEvent.click(screen.getByText("apple"));

    expect(opened).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ name: "apple" }));
  });

  it("keeps only what is in view in the document once it is long", () => {
    const many = Array.from({ length: 10_000 }, (_, index) => ({
      name: `fruit ${index}`,
      kind: "any",
      weight: 1,
    }));

    show(many);

    expect(screen.getByRole("grid").getAttribute("aria-rowcount")).toBe("10001");
    expect(screen.getAllByRole("row").length).toBeLessThan(200);
  });

  it("is sound for assistive technology", async () => {
    show();

    expect(await violations()).toEqual([]);
  });
});
