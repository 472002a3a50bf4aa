import type { ReactNode } from "react";
import { IdChip } from "../components/IdChip";
import { StackBadge, stackWord } from "../components/StateBadge";
import type { Column } from "../table/arrange";
import type { Stack } from "../api/client";

export const regionOf = (stack: Stack) => stack.region?.name ?? stack.regionID;

export const stackText = (stack: Stack) =>
  `${stack.name} ${stack.id} ${regionOf(stack)} ${stack.version ?? ""}`;

interface Titles {
  readonly name: string;
  readonly state: string;
  readonly version: string;
  readonly region: string;
}

/** What every list of stacks shows. Each application links to pages of its own. */
export function stackColumns(
  titles: Titles,
  link: (stack: Stack, tabIndex: 0 | -1) => ReactNode,
): readonly Column<Stack>[] {
  return [
    {
      id: "name",
      title: titles.name,
      track: "minmax(11rem, 1.5fr)",
      sort: (stack) => stack.name,
      cell: (stack, tabIndex) => (
        <>
          {link(stack, tabIndex)} <IdChip id={stack.id} tabIndex={tabIndex} />
        </>
      ),
    },
    {
      id: "state",
      title: titles.state,
      track: "10.5rem",
      sort: stackWord,
      cell: (stack) => <StackBadge stack={stack} />,
    },
    {
      id: "version",
      title: titles.version,
      track: "5.5rem",
      sort: (stack) => stack.version ?? "",
      cell: (stack) => <span className="mono">{stack.version}</span>,
    },
    { id: "region", title: titles.region, track: "minmax(0, 1fr)", sort: regionOf, cell: regionOf },
  ];
}
