import {
  AppShell,
  PageKeys,
  queries,
  RailFoot,
  RailGroup,
  railLink,
  Switcher,
  useSession,
} from "@atrium/design";
import { Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { messages } from "../messages";
import { useCommands } from "./commands";

/** Rail, search and keys around every page. */
export function Frame({ children }: { children: ReactNode }) {
  const { organizationId } = useParams({ strict: false });
  const { data: organizations = [] } = useQuery(queries.organizations());
  const navigate = useNavigate();
  const commands = useCommands(organizationId, organizations);
  const current = organizations.find(({ id }) => id === organizationId);
  const name = organizationId === undefined ? messages.application : (current?.name ?? organizationId);

  return (
    <PageKeys commands={commands}>
      {(tools) => (
        <AppShell
          place={name}
          switcher={
            <Switcher
              name={name}
              detail={organizationId ?? messages.organizations.title}
              places={organizationId === undefined ? [] : organizations}
              {...(organizationId === undefined ? {} : { current: organizationId })}
              onChoose={({ id }) => {
                void navigate({
                  to: "/organizations/$organizationId/stacks",
                  params: { organizationId: id },
                });
              }}
              onAll={() => {
                void navigate({ to: "/organizations" });
              }}
            />
          }
          links={organizationId === undefined ? <Everywhere /> : <Within organizationId={organizationId} />}
          foot={<RailFoot tools={tools} account={<AboutOneself />} />}
        >
          {children}
        </AppShell>
      )}
    </PageKeys>
  );
}

function AboutOneself() {
  const { user } = useSession();
  const navigate = useNavigate();
  return (
    <Menu.Item onClick={() => void navigate({ to: "/users/$userId/sign-ins", params: { userId: user.id } })}>
      {messages.signIns.title}
    </Menu.Item>
  );
}

function Everywhere() {
  const { user } = useSession();
  return (
    <>
      <Link to="/organizations" className={railLink}>
        {messages.organizations.title}
      </Link>
      <RailGroup title={messages.groups.account}>
        <Link to="/users/$userId/sign-ins" params={{ userId: user.id }} className={railLink}>
          {messages.signIns.title}
        </Link>
      </RailGroup>
    </>
  );
}

function Within({ organizationId }: { organizationId: string }) {
  const params = { organizationId };
  return (
    <>
      <Link to="/organizations/$organizationId/stacks" params={params} className={railLink}>
        {messages.stacks.title}
      </Link>
      <Link to="/organizations/$organizationId/regions" params={params} className={railLink}>
        {messages.regions.title}
      </Link>
      <RailGroup title={messages.groups.people}>
        <Link to="/organizations/$organizationId/members" params={params} className={railLink}>
          {messages.members.title}
        </Link>
      </RailGroup>
    </>
  );
}
