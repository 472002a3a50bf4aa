import { clsx } from "clsx";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import {
  useCallback,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  type CSSProperties,
  type RefObject,
} from "react";
import type { Column } from "./arrange";
import styles from "./DataTable.module.css";

interface TableRowsProps<Row> {
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowId: (row: Row) => string;
  active: number;
  onActive: (index: number) => void;
  onOpen: ((row: Row) => void) | undefined;
  /** Filled with what scrolls to a row and focuses it. */
  moveTo: RefObject<((index: number) => void) | null>;
}

/** Up to here every row is in the document, where the browser's own search finds it. */
const WHOLE = 100;
const ROW_PX = 45;

export function TableRows<Row>(props: TableRowsProps<Row>) {
  const { rows, moveTo } = props;
  const body = useRef<HTMLDivElement>(null);
  const wanted = useRef<number | null>(null);
  const [offset, setOffset] = useState(0);
  const virtual = rows.length > WHOLE;

  useLayoutEffect(() => {
    if (body.current) setOffset(body.current.getBoundingClientRect().top + window.scrollY);
  }, [virtual]);

  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    enabled: virtual,
    estimateSize: () => ROW_PX,
    overscan: 12,
    scrollMargin: offset,
  });

  const focusWanted = useCallback(() => {
    if (wanted.current === null) return;
    const row = body.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"]`);
    if (!row) return;
    wanted.current = null;
    row.focus({ preventScroll: virtual });
  }, [virtual]);
  // A far row comes into the document only after the scrolling; it is focused once it is there.
  useLayoutEffect(focusWanted);

  useImperativeHandle(moveTo, () => (index: number) => {
    wanted.current = index;
    if (virtual) virtualizer.scrollToIndex(index, { align: "auto" });
    focusWanted();
  });

  if (!virtual)
    return (
      <div role="rowgroup" ref={body}>
        {rows.map((row, index) => (
          <TableRow key={props.rowId(row)} {...props} row={row} index={index} />
        ))}
      </div>
    );
  return (
    <div role="rowgroup" ref={body} style={{ height: virtualizer.getTotalSize(), position: "relative" }}>
      {virtualizer.getVirtualItems().map(({ index, start }) => {
        const row = rows[index];
        return (
          row !== undefined && (
            <TableRow
              key={props.rowId(row)}
              {...props}
              row={row}
              index={index}
              measure={virtualizer.measureElement}
              style={{
                position: "absolute",
                inset: "0 0 auto",
                transform: `translateY(${start - offset}px)`,
              }}
            />
          )
        );
      })}
    </div>
  );
}

interface TableRowProps<Row> extends Omit<TableRowsProps<Row>, "rows" | "moveTo" | "rowId"> {
  row: Row;
  index: number;
  measure?: (element: HTMLElement | null) => void;
  style?: CSSProperties;
}

function TableRow<Row>(props: TableRowProps<Row>) {
  const { row, index, columns, active, onActive, onOpen, measure, style } = props;
  const tabIndex = index === active ? 0 : -1;
  return (
    // Enter is handled by the grid, for every row at once.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      role="row"
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      tabIndex={tabIndex}
      className={clsx(styles.row, onOpen && styles.opens)}
      style={style}
      onFocus={() => {
        onActive(index);
      }}
      onClick={(event) => {
        const selecting = window.getSelection()?.isCollapsed === false;
        if (selecting || (event.target as Element).closest("a, button")) return;
        onOpen?.(row);
      }}
    >
      {columns.map((column) => (
        <div
          key={column.id}
          role="gridcell"
          className={clsx(styles.cell, column.align === "end" && styles.end)}
        >
          <span className={styles.label} aria-hidden="true">
            {column.title}
          </span>
          <span className={styles.value}>{column.cell(row, tabIndex)}</span>
        </div>
      ))}
    </div>
  );
}
