import {
  Answer,
  DataTable,
  EmptyState,
  IdChip,
  PageHead,
  queries,
  useSession,
  type Column,
  type Member,
} from "@atrium/design";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { messages } from "../messages";
import { usePlace } from "./place";

const words = messages.members;

/** @param system whether one may see how others sign in */
function columnsFor(ownerId: string | undefined, userId: string, system: boolean): readonly Column<Member>[] {
  const may = (member: Member) =>
    member.id === ownerId ? words.owner : (words.policies[member.policyId] ?? words.policy(member.policyId));
  return [
    {
      id: "email",
      title: words.columns.email,
      track: "minmax(0, 2fr)",
      sort: (member) => member.email,
      cell: (member, tabIndex) => (
        <>
          <b data-name>
            {system ? (
              <Link to="/users/$userId/sign-ins" params={{ userId: member.id }} tabIndex={tabIndex}>
                {member.email}
              </Link>
            ) : (
              member.email
            )}
          </b>{" "}
          {member.id === userId && <span className="faint">{words.you}</span>}
        </>
      ),
    },
    { id: "policy", title: words.columns.policy, track: "minmax(0, 2fr)", sort: may, cell: may },
    {
      id: "id",
      title: words.columns.id,
      track: "minmax(0, 2fr)",
      cell: (member, tabIndex) => <IdChip id={member.id} tabIndex={tabIndex} />,
    },
  ];
}

const filter = { placeholder: words.filter, text: (member: Member) => `${member.email} ${member.id}` };

export function Members() {
  const { organizationId, name } = usePlace();
  const { user } = useSession();
  const { data: organization } = useQuery(queries.organization(organizationId));
  const ownerId = organization?.ownerId;
  const { data: me } = useQuery(queries.me());
  const system = me?.role === "SYSTEM";
  const columns = useMemo(() => columnsFor(ownerId, user.id, system), [ownerId, user.id, system]);
  return (
    <>
      <PageHead title={words.title} context={name} />
      <Answer of={useQuery(queries.members(organizationId))}>
        {(members) =>
          members.length === 0 ? (
            <EmptyState title={words.none.title}>
              <p>{words.none.text}</p>
            </EmptyState>
          ) : (
            <DataTable
              name={words.title}
              rows={members}
              columns={columns}
              rowId={(member) => member.id}
              filter={filter}
              initialOrder={{ column: "email", descending: false }}
              summary={words.count}
            />
          )
        }
      </Answer>
    </>
  );
}
