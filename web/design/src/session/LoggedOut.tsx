import { Button } from "@mantine/core";
import { useEffect } from "react";
import { messages } from "../messages";
import { loginUrl } from "./login";
import { Court } from "./session";

export function LoggedOut({ application }: { application: string }) {
  useEffect(() => {
    document.title = `${messages.loggedOut.title} · ${application}`;
  }, [application]);
  return (
    <Court>
      <h1>{messages.loggedOut.title}</h1>
      <p className="soft">{messages.loggedOut.text}</p>
      <Button component="a" href={loginUrl("/")}>
        {messages.loggedOut.again}
      </Button>
    </Court>
  );
}
