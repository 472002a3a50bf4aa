import {
  Answer,
  DataTable,
  EmptyState,
  IdChip,
  moduleTitle,
  PageHead,
  queries,
  RelativeTime,
  StateBadge,
  type Column,
  type Region,
} from "@atrium/design";
import { useQuery } from "@tanstack/react-query";
import { messages } from "../messages";
import { usePlace } from "./place";

const words = messages.regions;

function stateOf(region: Region): keyof typeof words.states {
  if (!region.active) return "unreachable";
  return region.outdated ? "outdated" : "connected";
}

const shapes = { connected: "ready", unreachable: "failed", outdated: "progress" } as const;

function kindOf(region: Region): string {
  if (!region.public) return words.kinds.private;
  return region.production === true ? words.kinds.production : words.kinds.public;
}

const columns: readonly Column<Region>[] = [
  {
    id: "name",
    title: words.columns.name,
    track: "minmax(0, 2fr)",
    sort: (region) => region.name,
    cell: (region, tabIndex) => (
      <>
        <b data-name>{region.name}</b> <IdChip id={region.id} short tabIndex={tabIndex} />
      </>
    ),
  },
  {
    id: "state",
    title: words.columns.state,
    track: "minmax(0, 1fr)",
    sort: stateOf,
    cell: (region) => <StateBadge shape={shapes[stateOf(region)]} word={words.states[stateOf(region)]} />,
  },
  {
    id: "kind",
    title: words.columns.kind,
    track: "minmax(0, 1.2fr)",
    sort: kindOf,
    cell: kindOf,
  },
  {
    id: "version",
    title: words.columns.version,
    track: "minmax(0, 6rem)",
    sort: (region) => region.version ?? "",
    cell: (region) => <span className="mono">{region.version}</span>,
  },
  {
    id: "modules",
    title: words.columns.modules,
    track: "minmax(0, 2fr)",
    cell: (region) => (
      <span className="soft">{(region.capabilities.MODULE_LIST ?? []).map(moduleTitle).join(", ")}</span>
    ),
  },
  {
    id: "ping",
    title: words.columns.ping,
    track: "minmax(0, 6.5rem)",
    align: "end",
    sort: (region) => Date.parse(region.lastPing ?? "") || 0,
    cell: (region) => (
      <span className="soft">{region.lastPing && <RelativeTime at={region.lastPing} />}</span>
    ),
  },
];

const filter = { placeholder: words.filter, text: (region: Region) => `${region.name} ${region.id}` };

export function Regions() {
  const { organizationId, name } = usePlace();
  return (
    <>
      <PageHead title={words.title} context={name} />
      <Answer of={useQuery(queries.regions(organizationId))}>
        {(regions) =>
          regions.length === 0 ? (
            <EmptyState title={words.none.title}>
              <p>{words.none.text}</p>
              <pre>{words.none.command}</pre>
            </EmptyState>
          ) : (
            <DataTable
              name={words.title}
              rows={regions}
              columns={columns}
              rowId={(region) => region.id}
              filter={filter}
              initialOrder={{ column: "name", descending: false }}
              summary={words.count}
            />
          )
        }
      </Answer>
    </>
  );
}
