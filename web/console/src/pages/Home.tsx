import { Answer, EmptyState, queries, useSession } from "@atrium/design";
import { useQuery } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";
import { messages } from "../messages";
import { remembered } from "../remembered";

/** Goes on to the organization one was in last, or to the first. */
export function Home() {
  const { portalUrl } = useSession();
  return (
    <Answer of={useQuery(queries.organizations())}>
      {(organizations) => {
        const last = remembered.get();
        const organization = organizations.find(({ id }) => id === last) ?? organizations[0];
        return organization ? (
          <Navigate to="/$organizationId" params={{ organizationId: organization.id }} replace />
        ) : (
          <EmptyState title={messages.organizations.none.title}>
            <p>{messages.organizations.none.text}</p>
            <a href={portalUrl}>{messages.organizations.none.portal}</a>
          </EmptyState>
        );
      }}
    </Answer>
  );
}
