import type { ReactNode } from "react";

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  /** A CSS grid track. Fixed or by fraction, never by content: rows are laid out one by one. */
  readonly track: string;
  /** `tabIndex` is for whatever can be focused inside, so that only the current row's contents are tab stops. */
  readonly cell: (row: Row, tabIndex: 0 | -1) => ReactNode;
  /** What the column is sorted by; leave it out where an order means nothing. */
  readonly sort?: (row: Row) => string | number;
  readonly align?: "end";
}

/** A choice beside the filter: one value of a property, or any. */
export interface Facet<Row> {
  readonly id: string;
  readonly title: string;
  readonly value: (row: Row) => string;
}

export interface Order {
  readonly column: string;
  readonly descending: boolean;
}

export interface Choice {
  readonly text: string;
  /** By facet; without a value any will do. */
  readonly facets: Readonly<Record<string, string | undefined>>;
}

/** The rows that the filter leaves, in order. Words may stand in any order; each must occur. */
export function arrange<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  facets: readonly Facet<Row>[],
  searched: (row: Row) => string,
  choice: Choice,
  order: Order | null,
): readonly Row[] {
  const words = choice.text.toLowerCase().split(/\s+/).filter(Boolean);
  const left = rows.filter((row) => {
    const text = words.length > 0 ? searched(row).toLowerCase() : "";
    return (
      words.every((word) => text.includes(word)) &&
      facets.every((facet) => {
        const wanted = choice.facets[facet.id];
        return wanted === undefined || facet.value(row) === wanted;
      })
    );
  });
  const by = columns.find((column) => column.id === order?.column)?.sort;
  if (!by || !order) return left;
  const sign = order.descending ? -1 : 1;
  return left
    .map((row) => ({ row, key: by(row) }))
    .sort((a, b) => sign * compare(a.key, b.key))
    .map(({ row }) => row);
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

function compare(a: string | number, b: string | number): number {
  return typeof a === "number" && typeof b === "number" ? a - b : collator.compare(String(a), String(b));
}
