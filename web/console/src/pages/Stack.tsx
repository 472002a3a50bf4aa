import { Answer, IdChip, PageHead, queries, StackOverview, useSession } from "@atrium/design";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { messages } from "../messages";
import { remembered } from "../remembered";

export function Stack() {
  const { organizationId, stackId } = useParams({ from: "/inside/$organizationId/$stackId" });
  const { portalUrl } = useSession();

  useEffect(() => {
    remembered.set(organizationId);
  }, [organizationId]);

  const answer = useQuery(queries.stack(organizationId, stackId));
  return (
    <Answer of={answer} head={{ title: stackId, context: messages.application }}>
      {(stack) => (
        <>
          <PageHead
            title={stack.name}
            context={messages.application}
            beside={<IdChip id={`${organizationId}-${stackId}`} />}
            actions={
              <Button
                component="a"
                variant="default"
                href={`${portalUrl}/organizations/${encodeURIComponent(organizationId)}/stacks/${encodeURIComponent(stackId)}`}
              >
                {messages.backToPortal}
              </Button>
            }
          />
          <StackOverview stack={stack} />
        </>
      )}
    </Answer>
  );
}
