import {
  Answer,
  DataTable,
  EmptyState,
  IdChip,
  PageHead,
  queries,
  RelativeTime,
  type Column,
  type Organization,
} from "@atrium/design";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { messages } from "../messages";

const words = messages.organizations;

const columns: readonly Column<Organization>[] = [
  {
    id: "name",
    title: words.columns.name,
    track: "minmax(0, 3fr)",
    sort: (organization) => organization.name,
    cell: (organization, tabIndex) => (
      <>
        <Link
          to="/organizations/$organizationId/stacks"
          params={{ organizationId: organization.id }}
          tabIndex={tabIndex}
          data-name
        >
          {organization.name}
        </Link>{" "}
        <IdChip id={organization.id} tabIndex={tabIndex} />
      </>
    ),
  },
  {
    id: "stacks",
    title: words.columns.stacks,
    track: "6rem",
    align: "end",
    sort: (organization) => organization.totalStacks ?? -1,
    cell: (organization) => organization.totalStacks?.toLocaleString(),
  },
  {
    id: "members",
    title: words.columns.members,
    track: "6rem",
    align: "end",
    sort: (organization) => organization.totalUsers ?? -1,
    cell: (organization) => organization.totalUsers?.toLocaleString(),
  },
  {
    id: "created",
    title: words.columns.created,
    track: "9rem",
    align: "end",
    sort: (organization) => Date.parse(organization.createdAt ?? ""),
    cell: (organization) => organization.createdAt && <RelativeTime at={organization.createdAt} />,
  },
];

const filter = {
  placeholder: words.filter,
  text: (organization: Organization) =>
    `${organization.name} ${organization.id} ${organization.domain ?? ""}`,
};

export function Organizations() {
  const navigate = useNavigate();
  return (
    <>
      <PageHead title={words.title} context={messages.application} />
      <Answer of={useQuery(queries.organizations())}>
        {(organizations) =>
          organizations.length === 0 ? (
            <EmptyState title={words.none.title}>
              <p>{words.none.text}</p>
              <pre>{words.none.command}</pre>
            </EmptyState>
          ) : (
            <DataTable
              name={words.title}
              rows={organizations}
              columns={columns}
              rowId={(organization) => organization.id}
              filter={filter}
              initialOrder={{ column: "name", descending: false }}
              summary={words.count}
              onOpen={({ id }) => {
                void navigate({
                  to: "/organizations/$organizationId/stacks",
                  params: { organizationId: id },
                });
              }}
            />
          )
        }
      </Answer>
    </>
  );
}
