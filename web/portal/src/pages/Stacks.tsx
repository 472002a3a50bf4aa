import {
  Answer,
  DataTable,
  EmptyState,
  latest,
  Live,
  moduleTitle,
  PageHead,
  queries,
  RelativeTime,
  regionOf,
  stackColumns,
  stackText,
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

const changed = (stack: Stack) => stack.updatedAt ?? latest(stack);

function modulesOf(stack: Stack): string {
  const names = stack.modules.filter(({ state }) => state === "ENABLED").map(({ name }) => moduleTitle(name));
  const most = names.length > MOST_MODULES ? MOST_MODULES - 1 : MOST_MODULES;
  const shown = names.slice(0, most).join(", ");
  return names.length > most ? `${shown} ${words.more(names.length - most)}` : shown;
}

const columns: readonly Column<Stack>[] = [
  ...stackColumns(words.columns, (stack, tabIndex) => (
    <Link
      to="/organizations/$organizationId/stacks/$stackId"
      params={{ organizationId: stack.organizationId, stackId: stack.id }}
      tabIndex={tabIndex}
      data-name
    >
      {stack.name}
    </Link>
  )),
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

const filter = { placeholder: words.filter, text: stackText };

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
