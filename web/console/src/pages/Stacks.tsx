import {
  Answer,
  DataTable,
  EmptyState,
  IdChip,
  Live,
  PageHead,
  queries,
  StackBadge,
  stackWord,
  useSession,
  type Column,
  type Stack,
} from "@atrium/design";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { messages } from "../messages";
import { remembered } from "../remembered";

const words = messages.stacks;

const regionOf = (stack: Stack) => stack.region?.name ?? stack.regionID;

const columns: readonly Column<Stack>[] = [
  {
    id: "name",
    title: words.columns.name,
    track: "minmax(0, 2fr)",
    sort: (stack) => stack.name,
    cell: (stack, tabIndex) => (
      <>
        <Link
          to="/$organizationId/$stackId"
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
    track: "minmax(0, 1.5fr)",
    sort: stackWord,
    cell: (stack) => <StackBadge stack={stack} />,
  },
  {
    id: "version",
    title: words.columns.version,
    track: "minmax(0, 8rem)",
    sort: (stack) => stack.version ?? "",
    cell: (stack) => <span className="mono">{stack.version}</span>,
  },
  { id: "region", title: words.columns.region, track: "minmax(0, 1fr)", sort: regionOf, cell: regionOf },
];

const filter = {
  placeholder: words.filter,
  text: (stack: Stack) => `${stack.name} ${stack.id} ${regionOf(stack)} ${stack.version ?? ""}`,
};

export function Stacks() {
  const { organizationId } = useParams({ from: "/inside/$organizationId" });
  const { portalUrl } = useSession();
  const { data: organizations } = useQuery(queries.organizations());
  const navigate = useNavigate();
  const name = organizations?.find(({ id }) => id === organizationId)?.name ?? organizationId;

  useEffect(() => {
    remembered.set(organizationId);
  }, [organizationId]);

  return (
    <>
      <PageHead title={words.title} context={name} />
      <Answer of={useQuery(queries.stacks(organizationId))}>
        {(all) => {
          // There is nothing to look into in a deleted stack.
          const stacks = all.filter(({ state }) => state !== "DELETED");
          return stacks.length === 0 ? (
            <EmptyState title={words.none.title}>
              <p>{words.none.text}</p>
              <a href={`${portalUrl}/organizations/${encodeURIComponent(organizationId)}/stacks`}>
                {words.none.portal}
              </a>
            </EmptyState>
          ) : (
            <DataTable
              name={words.title}
              rows={stacks}
              columns={columns}
              rowId={(stack) => stack.id}
              filter={filter}
              initialOrder={{ column: "name", descending: false }}
              summary={(shown, count) => (
                <>
                  {words.count(shown, count)} · <Live />
                </>
              )}
              onOpen={({ id }) => {
                void navigate({ to: "/$organizationId/$stackId", params: { organizationId, stackId: id } });
              }}
            />
          );
        }}
      </Answer>
    </>
  );
}
