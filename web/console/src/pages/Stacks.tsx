import {
  Answer,
  DataTable,
  EmptyState,
  Live,
  PageHead,
  queries,
  stackColumns,
  stackText,
  useSession,
} from "@atrium/design";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { messages } from "../messages";
import { remembered } from "../remembered";

const words = messages.stacks;

const columns = stackColumns(words.columns, (stack, tabIndex) => (
  <Link
    to="/$organizationId/$stackId"
    params={{ organizationId: stack.organizationId, stackId: stack.id }}
    tabIndex={tabIndex}
    data-name
  >
    {stack.name}
  </Link>
));

const filter = { placeholder: words.filter, text: stackText };

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
