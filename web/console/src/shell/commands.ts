import type { Command, Organization, Stack } from "@atrium/design";
import { useSession } from "@atrium/design";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { messages } from "../messages";

/** Everything one can jump to from here. */
export function useCommands(
  organizations: readonly Organization[],
  stacks: readonly Stack[],
): readonly Command[] {
  const navigate = useNavigate();
  const { portalUrl } = useSession();
  return useMemo(
    () => [
      ...organizations.map(({ id, name }): Command => ({
        id: `organization ${id}`,
        group: "organizations",
        label: name,
        detail: id,
        run: () => void navigate({ to: "/$organizationId", params: { organizationId: id } }),
      })),
      ...stacks
        .filter(({ state }) => state !== "DELETED")
        .map(({ id, name, organizationId }): Command => ({
          id: `stack ${organizationId} ${id}`,
          group: "stacks",
          label: name,
          detail: `${organizationId}-${id}`,
          run: () =>
            void navigate({ to: "/$organizationId/$stackId", params: { organizationId, stackId: id } }),
        })),
      {
        id: "action portal",
        group: "actions",
        label: messages.backToPortal,
        run: () => {
          window.location.assign(portalUrl);
        },
      },
    ],
    [navigate, organizations, portalUrl, stacks],
  );
}
