import { Answer, IdChip, PageHead, queries, StackOverview, useSession } from "@atrium/design";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { messages } from "../messages";
import { usePlace } from "./place";

export function Stack() {
  const { organizationId, name } = usePlace();
  const { stackId } = useParams({ from: "/inside/organizations/$organizationId/stacks/$stackId" });
  const { consoleUrl } = useSession();
  const answer = useQuery(queries.stack(organizationId, stackId));
  return (
    <Answer of={answer} head={{ title: stackId, context: name }}>
      {(stack) => (
        <>
          <PageHead
            title={stack.name}
            context={name}
            up={
              <Link
                to="/organizations/$organizationId/stacks"
                params={{ organizationId }}
                activeOptions={{ exact: true }}
              >
                {messages.stacks.title}
              </Link>
            }
            beside={<IdChip id={`${organizationId}-${stackId}`} />}
            actions={
              stack.state !== "DELETED" && (
                <Button
                  component="a"
                  href={`${consoleUrl}/${encodeURIComponent(organizationId)}/${encodeURIComponent(stackId)}?region=${encodeURIComponent(stack.regionID)}`}
                >
                  {messages.stacks.inConsole}
                </Button>
              )
            }
          />
          <StackOverview stack={stack} />
        </>
      )}
    </Answer>
  );
}
