import {
  Answer,
  DataTable,
  EmptyState,
  IdChip,
  latest,
  Live,
  moduleTitle,
  PageHead,
  queries,
  RelativeTime,
  StackBadge,
  stackWord,
  type Column,
  type Facet,
  type Stack,
} from "@atrium/design";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { messages } from "../messages";
import { usePlace } from "./place";

const words = messages.stacks;
const MOST_MODULES = 4;

const regionOf = (stack: Stack) => stack.region?.name ?? stack.regionID;
const changed = (stack: Stack) => stack.updatedAt ?? latest(stack);

function modulesOf(stack: Stack): string {
  const names = stack.modules.filter(({ state }) => state === "ENABLED").map(({ name }) => moduleTitle(name));
  const most = names.length > MOST_MODULES ? MOST_MODULES - 1 : MOST_MODULES;
  const shown = names.slice(0, most).join(", ");
  return names.length > most ? `${shown} ${words.more(names.length - most)}` : shown;
}

const columns: readonly Column<Stack>[] = [
  {
    id: "name",
    title: words.columns.name,
    track: "minmax(11rem, 1.5fr)",
    sort: (stack) => stack.name,
    cell: (stack, tabIndex) => (
      <>
        <Link
          to="/organizations/$organizationId/stacks/$stackId"
          params={{ organizationId: stack.organizationId, stackId: stack.id }}
          tabIndex={tabIndex}
          data-name
        >
          {stack.name}
        </Link>{" "}
        <IdChip id={stack.id} tabIndex={tabIndex} />
      </>
    ),
  },
  {
    id: "state",
    title: words.columns.state,
    track: "10.5rem",
    sort: stackWord,
    cell: (stack) => <StackBadge stack={stack} />,
  },
  {
    id: "version",
    title: words.columns.version,
    track: "5.5rem",
    sort: (stack) => stack.version ?? "",
    cell: (stack) => <span className="mono">{stack.version}</span>,
  },
  {
    id: "region",
    title: words.columns.region,
    track: "minmax(0, 1fr)",
    sort: regionOf,
    cell: regionOf,
  },
  {
    id: "modules",
    title: words.columns.modules,
    track: "minmax(0, 1.8fr)",
    cell: (stack) => <span className="soft">{modulesOf(stack)}</span>,
  },
  {
    id: "changed",
    title: words.columns.changed,
    track: "6.5rem",
    align: "end",
    sort: (stack) => Date.parse(changed(stack)),
    cell: (stack) => (
      <span className="soft">
        <RelativeTime at={changed(stack)} />
      </span>
    ),
  },
];

const facets: readonly Facet<Stack>[] = [
  { id: "state", title: words.columns.state, value: (stack) => stackWord(stack).split(",")[0] ?? "" },
  { id: "region", title: words.columns.region, value: regionOf },
];

const filter = {
  placeholder: words.filter,
  text: (stack: Stack) => `${stack.name} ${stack.id} ${regionOf(stack)} ${stack.version ?? ""}`,
};

export function Stacks() {
  const { organizationId, name } = usePlace();
  const navigate = useNavigate();
  return (
    <>
      <PageHead title={words.title} context={name} />
      <Answer of={useQuery(queries.stacks(organizationId))}>
        {(stacks) =>
          stacks.length === 0 ? (
            <EmptyState title={words.none.title}>
              <p>{words.none.text}</p>
              <pre>{words.none.command(organizationId)}</pre>
            </EmptyState>
          ) : (
            <DataTable
              name={words.title}
              rows={stacks}
              columns={columns}
              rowId={(stack) => stack.id}
              filter={filter}
              facets={facets}
              initialOrder={{ column: "name", descending: false }}
              summary={(shown, all) => (
                <>
                  {words.count(shown, all)} · <Live />
                </>
              )}
              onOpen={({ id }) => {
                void navigate({
                  to: "/organizations/$organizationId/stacks/$stackId",
                  params: { organizationId, stackId: id },
                });
              }}
            />
          )
        }
      </Answer>
    </>
  );
}
