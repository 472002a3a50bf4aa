import {
  AppShell,
  PageKeys,
  queries,
  RailFoot,
  railLink,
  Switcher,
  type Organization,
  type Stack,
} from "@atrium/design";
import { skipToken, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { messages } from "../messages";
import { useCommands } from "./commands";

/** Rail, search and keys around every page. Its head says which stack, or whose stacks, one looks at. */
export function Frame({ children }: { children: ReactNode }) {
  const { organizationId, stackId } = useParams({ strict: false });
  const { data: organizations = [] } = useQuery(queries.organizations());
  const { data: stacks = [] } = useQuery({
    ...queries.stacks(organizationId ?? ""),
    ...(organizationId === undefined ? { queryFn: skipToken } : {}),
  });
  const commands = useCommands(organizations, stacks);
  const organization = organizations.find(({ id }) => id === organizationId);
  const stack = stacks.find(({ id }) => id === stackId);
  const name = stack?.name ?? stackId ?? organization?.name ?? organizationId ?? messages.application;

  return (
    <PageKeys commands={commands}>
      {(tools) => (
        <AppShell
          place={name}
          switcher={
            organizationId !== undefined && stackId !== undefined ? (
              <StackSwitcher
                name={name}
                organizationId={organizationId}
                stackId={stackId}
                version={stack?.version}
                stacks={stacks}
              />
            ) : (
              <OrganizationSwitcher
                name={name}
                organizationId={organizationId}
                organizations={organizations}
              />
            )
          }
          links={
            organizationId !== undefined && (
              <>
                {stackId !== undefined && (
                  <Link
                    to="/$organizationId/$stackId"
                    params={{ organizationId, stackId }}
                    className={railLink}
                  >
                    {messages.overview}
                  </Link>
                )}
                <Link
                  to="/$organizationId"
                  params={{ organizationId }}
                  activeOptions={{ exact: true }}
                  className={railLink}
                >
                  {messages.stacks.link}
                </Link>
              </>
            )
          }
          foot={<RailFoot tools={tools} />}
        >
          {children}
        </AppShell>
      )}
    </PageKeys>
  );
}

interface StackSwitcherProps {
  name: string;
  organizationId: string;
  stackId: string;
  version: string | undefined;
  stacks: readonly Stack[];
}

function StackSwitcher({ name, organizationId, stackId, version, stacks }: StackSwitcherProps) {
  const navigate = useNavigate();
  const id = `${organizationId}-${stackId}`;
  return (
    <Switcher
      name={name}
      detail={version ? `${id} · ${version}` : id}
      places={stacks.filter(({ state }) => state !== "DELETED")}
      current={stackId}
      onChoose={(place) => {
        void navigate({ to: "/$organizationId/$stackId", params: { organizationId, stackId: place.id } });
      }}
    />
  );
}

interface OrganizationSwitcherProps {
  name: string;
  organizationId: string | undefined;
  organizations: readonly Organization[];
}

function OrganizationSwitcher({ name, organizationId, organizations }: OrganizationSwitcherProps) {
  const navigate = useNavigate();
  return (
    <Switcher
      name={name}
      detail={organizationId ?? ""}
      places={organizations}
      {...(organizationId === undefined ? {} : { current: organizationId })}
      onChoose={(place) => {
        void navigate({ to: "/$organizationId", params: { organizationId: place.id } });
      }}
    />
  );
}
