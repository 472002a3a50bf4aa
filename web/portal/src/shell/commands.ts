import { queries, useSession, type Command, type Organization } from "@atrium/design";
import { skipToken, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { messages } from "../messages";

/** Everything one can jump to from here. */
export function useCommands(
  organizationId: string | undefined,
  organizations: readonly Organization[],
): readonly Command[] {
  const navigate = useNavigate();
  const { user } = useSession();
  const asked = queries.stacks(organizationId ?? "");
  const { data: stacks } = useQuery({
    ...asked,
    ...(organizationId === undefined ? { queryFn: skipToken } : {}),
  });

  return useMemo(() => {
    const pages: readonly Command[] =
      organizationId === undefined
        ? []
        : (["stacks", "regions", "members"] as const).map((page) => ({
            id: `page ${page}`,
            group: "pages",
            label: messages[page].title,
            run: () =>
              void navigate({ to: `/organizations/$organizationId/${page}`, params: { organizationId } }),
          }));
    return [
      ...organizations.map(({ id, name }): Command => ({
        id: `organization ${id}`,
        group: "organizations",
        label: name,
        detail: id,
        run: () =>
          void navigate({ to: "/organizations/$organizationId/stacks", params: { organizationId: id } }),
      })),
      ...(stacks ?? []).map(({ id, name, organizationId: of }): Command => ({
        id: `stack ${of} ${id}`,
        group: "stacks",
        label: name,
        detail: `${of}-${id}`,
        run: () =>
          void navigate({
            to: "/organizations/$organizationId/stacks/$stackId",
            params: { organizationId: of, stackId: id },
          }),
      })),
      ...pages,
      {
        id: "page sign-ins",
        group: "pages",
        label: messages.signIns.title,
        run: () => void navigate({ to: "/users/$userId/sign-ins", params: { userId: user.id } }),
      },
    ];
  }, [navigate, organizationId, organizations, stacks, user.id]);
}
