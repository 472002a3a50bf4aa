import { Answer, queries } from "@atrium/design";
import { useQuery } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";

/** Who has one organization is not asked which. */
export function Home() {
  return (
    <Answer of={useQuery(queries.organizations())}>
      {(organizations) => {
        const [first, ...others] = organizations;
        return first && others.length === 0 ? (
          <Navigate
            to="/organizations/$organizationId/stacks"
            params={{ organizationId: first.id }}
            replace
          />
        ) : (
          <Navigate to="/organizations" replace />
        );
      }}
    </Answer>
  );
}
