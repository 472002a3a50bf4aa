import { queries } from "@atrium/design";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";

/** The organization of the address; its name as soon as it is known. */
export function usePlace(): { readonly organizationId: string; readonly name: string } {
  const { organizationId } = useParams({ from: "/inside/organizations/$organizationId" });
  const { data: organizations } = useQuery(queries.organizations());
  const known = organizations?.find(({ id }) => id === organizationId);
  return { organizationId, name: known?.name ?? organizationId };
}
