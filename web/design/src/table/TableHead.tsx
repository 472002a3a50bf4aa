import type { Column, Order } from "./arrange";
import styles from "./DataTable.module.css";

interface TableHeadProps<Row> {
  columns: readonly Column<Row>[];
  order: Order | null;
  onOrder: (order: Order) => void;
}

export function TableHead<Row>({ columns, order, onOrder }: TableHeadProps<Row>) {
  return (
    <div role="rowgroup">
      <div role="row" aria-rowindex={1} className={styles.head}>
        {columns.map((column) => {
          const mine = order?.column === column.id ? order : null;
          return (
            <div
              key={column.id}
              role="columnheader"
              className={column.align === "end" ? styles.end : undefined}
              aria-sort={mine ? (mine.descending ? "descending" : "ascending") : undefined}
            >
              {column.sort ? (
                <button
                  type="button"
                  onClick={() => {
                    onOrder({ column: column.id, descending: mine ? !mine.descending : false });
                  }}
                >
                  {column.title}
                  <svg viewBox="0 0 8 8" width="8" height="8" aria-hidden="true" data-sorted={mine !== null}>
                    <path d={mine?.descending ? "M1 2.5h6L4 6z" : "M1 5.5h6L4 2z"} fill="currentColor" />
                  </svg>
                </button>
              ) : (
                column.title
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
