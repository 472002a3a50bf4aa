import { useMemo, useRef, useState, type CSSProperties, type KeyboardEvent, type ReactNode } from "react";
import { messages } from "../messages";
import { arrange, type Choice, type Column, type Facet, type Order } from "./arrange";
import styles from "./DataTable.module.css";
import { TableHead } from "./TableHead";
import { TableRows } from "./TableRows";
import { TableTools } from "./TableTools";

export interface DataTableProps<Row> {
  /** Names the table for who does not see it. */
  name: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowId: (row: Row) => string;
  /** What the filter searches in a row, and the words in the empty field. */
  filter: { readonly text: (row: Row) => string; readonly placeholder: string };
  facets?: readonly Facet<Row>[];
  initialOrder?: Order;
  /** Counts what is shown, at the right of the filter. */
  summary: (shown: number, all: number) => ReactNode;
  /** Opens a row, by a click or by Enter. */
  onOpen?: (row: Row) => void;
}

const PAGE = 10;

/**
 * A list to read: filter above, sort in the header, one row a tab stop, arrow keys between rows, Enter opens. On a
 * narrow screen each row is a card. Only what is in view is in the document once a list is long.
 */
export function DataTable<Row>({
  name,
  rows,
  columns,
  rowId,
  filter,
  facets = [],
  initialOrder,
  summary,
  onOpen,
}: DataTableProps<Row>) {
  const [choice, setChoice] = useState<Choice>({ text: "", facets: {} });
  const [order, setOrder] = useState<Order | null>(initialOrder ?? null);
  const [current, setCurrent] = useState(0);
  const moveTo = useRef<((index: number) => void) | null>(null);

  const shown = useMemo(
    () => arrange(rows, columns, facets, filter.text, choice, order),
    [rows, columns, facets, filter, choice, order],
  );
  const active = Math.min(current, Math.max(shown.length - 1, 0));

  const go = (index: number) => {
    const to = Math.max(0, Math.min(index, shown.length - 1));
    setCurrent(to);
    moveTo.current?.(to);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (!(event.target as Element).matches("[data-index]")) return;
    const steps: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + PAGE,
      PageUp: active - PAGE,
      Home: 0,
      End: shown.length - 1,
    };
    const to = steps[event.key];
    const row = shown[active];
    if (to !== undefined) go(to);
    else if (event.key === "Enter" && row !== undefined && onOpen) onOpen(row);
    else return;
    event.preventDefault();
  };

  return (
    <div className="card">
      <TableTools
        rows={rows}
        facets={facets}
        placeholder={filter.placeholder}
        choice={choice}
        onChoice={setChoice}
        onDown={() => {
          go(0);
        }}
        summary={summary(shown.length, rows.length)}
      />
      <div
        role="grid"
        aria-label={name}
        aria-rowcount={shown.length + 1}
        tabIndex={-1}
        className={styles.grid}
        style={{ "--tracks": columns.map((column) => column.track).join(" ") } as CSSProperties}
        onKeyDown={onKeyDown}
      >
        <TableHead columns={columns} order={order} onOrder={setOrder} />
        <TableRows
          rows={shown}
          columns={columns}
          rowId={rowId}
          active={active}
          onActive={setCurrent}
          onOpen={onOpen}
          moveTo={moveTo}
        />
      </div>
      {shown.length === 0 && (
        <div className={styles.nothing} role="status">
          {messages.table.nothing}{" "}
          <button
            type="button"
            onClick={() => {
              setChoice({ text: "", facets: {} });
            }}
          >
            {messages.table.clear}
          </button>
        </div>
      )}
    </div>
  );
}
