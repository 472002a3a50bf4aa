import { Menu, useMantineColorScheme, type MantineColorScheme } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRef, type ReactNode } from "react";
import { queries } from "../api/queries";
import { messages } from "../messages";
import { useSession } from "../session/session";
import { railButton } from "./railButton";

const schemes: readonly MantineColorScheme[] = ["auto", "light", "dark"];

interface AccountMenuProps {
  onKeys: () => void;
  /** What the application has about oneself: items of the menu. */
  children?: ReactNode;
}

/** Who one is, how it looks, and the way out. */
export function AccountMenu({ onKeys, children }: AccountMenuProps) {
  const { user } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { data: me } = useQuery(queries.me());
  const { data: server } = useQuery(queries.serverInfo());
  const logout = useRef<HTMLFormElement>(null);

  return (
    <>
      <form ref={logout} method="post" action="/auth/logout" hidden />
      <Menu position="top-start" width={232}>
        <Menu.Target>
          <button type="button" className={railButton}>
            <span>{user.email}</span>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            {messages.account.loggedInAs} {user.name || user.email}
            {me?.role === "SYSTEM" && <div>{messages.account.system}</div>}
          </Menu.Label>
          <Menu.Divider />
          <Menu.Label>{messages.account.theme}</Menu.Label>
          <Menu.RadioGroup
            value={colorScheme}
            onChange={(chosen) => {
              setColorScheme(chosen as MantineColorScheme);
            }}
          >
            {schemes.map((scheme) => (
              <Menu.RadioItem key={scheme} value={scheme}>
                {messages.account.themes[scheme]}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          <Menu.Divider />
          {children}
          <Menu.Item onClick={onKeys} rightSection={<kbd>?</kbd>}>
            {messages.account.keys}
          </Menu.Item>
          <Menu.Item onClick={() => logout.current?.requestSubmit()}>{messages.account.logOut}</Menu.Item>
          {server && (
            <>
              <Menu.Divider />
              <Menu.Label>{messages.account.server(server.version)}</Menu.Label>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
