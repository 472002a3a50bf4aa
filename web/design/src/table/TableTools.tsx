import { clsx } from "clsx";
import { Menu, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { messages } from "../messages";
import type { Choice, Facet } from "./arrange";
import styles from "./DataTable.module.css";

interface TableToolsProps<Row> {
  rows: readonly Row[];
  facets: readonly Facet<Row>[];
  placeholder: string;
  choice: Choice;
  onChoice: (choice: Choice) => void;
  /** The arrow down in the filter leads into the list. */
  onDown: () => void;
  summary: ReactNode;
}

export function TableTools<Row>(props: TableToolsProps<Row>) {
  const { rows, facets, placeholder, choice, onChoice, onDown, summary } = props;
  return (
    <div className={styles.tools}>
      <TextInput
        type="search"
        className={styles.filter ?? ""}
        aria-label={messages.table.filter}
        placeholder={placeholder}
        value={choice.text}
        data-filter
        onChange={(event) => {
          onChoice({ ...choice, text: event.currentTarget.value });
        }}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown") return;
          event.preventDefault();
          onDown();
        }}
      />
      {facets.map((facet) => (
        <FacetMenu
          key={facet.id}
          facet={facet}
          values={[...new Set(rows.map(facet.value))].sort()}
          chosen={choice.facets[facet.id]}
          onChoose={(value) => {
            onChoice({ ...choice, facets: { ...choice.facets, [facet.id]: value } });
          }}
        />
      ))}
      <span className={clsx("faint", styles.summary)}>{summary}</span>
    </div>
  );
}

interface FacetMenuProps<Row> {
  facet: Facet<Row>;
  values: readonly string[];
  chosen: string | undefined;
  onChoose: (value: string | undefined) => void;
}

/** Stands for no choice; no value is empty. */
const ANY = "";

function FacetMenu<Row>({ facet, values, chosen, onChoose }: FacetMenuProps<Row>) {
  // With one value there is nothing to choose.
  if (values.length < 2 && chosen === undefined) return null;
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className={styles.facet} data-chosen={chosen !== undefined || undefined}>
          {messages.table.facet(facet.title, chosen ?? messages.table.any)}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup
          value={chosen ?? ANY}
          onChange={(value) => {
            onChoose(value === ANY ? undefined : value);
          }}
        >
          {[ANY, ...values].map((value) => (
            <Menu.RadioItem key={value} value={value} closeMenuOnClick>
              {value === ANY ? messages.table.any : value}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
