import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { isFailure } from "~/api/problem";
import { FailureAlert } from "~/parts/FailureAlert";
import { Loading } from "~/parts/Shown";
import { useSay } from "~/words/say";

import { FlowDrawing } from "./FlowDrawing";
import { telephone } from "./stageTelephone";

interface Props {
  /** Blocks in the order in which the call entered them. */
  readonly passed: readonly string[];
  readonly isInFlow: boolean;
}

/** The contact flow with the way of the call through it; in words too. */
export function FlowShown({ passed, isInFlow }: Props) {
  const say = useSay();
  const flow = useQuery({
    queryKey: ["phone", "flow"],
    queryFn: ({ signal }) => telephone.flow(signal),
    staleTime: Infinity,
  });
  const [isWhole, setWhole] = useState(false);
  const last = passed.at(-1);
  const block = flow.data?.blocks.find(({ id }) => id === last);
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={
            last &&
            say(isInFlow ? "phone.in_block" : "phone.left_at_block", {
              block: last,
              type: block?.type ?? "",
            })
          }
          actions={
            <SegmentedControl
              label={say("phone.flow_size")}
              selectedId={isWhole ? "whole" : "near"}
              options={[
                { id: "near", text: say("phone.flow_near") },
                { id: "whole", text: say("phone.flow_whole") },
              ]}
              onChange={({ detail }) => {
                setWhole(detail.selectedId === "whole");
              }}
            />
          }
        >
          {say("phone.flow")}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {isFailure(flow.error) && (
          <FailureAlert failure={flow.error} onAgain={() => void flow.refetch()} />
        )}
        {flow.isPending && <Loading />}
        {flow.data && (
          <FlowDrawing flow={flow.data} passed={passed} isInFlow={isInFlow} isWhole={isWhole} />
        )}
        <ExpandableSection headerText={say("phone.passed", { count: passed.length })}>
          <ol className="phone-passed">
            {passed.map((id, at) => (
              <li key={`${at} ${id}`} aria-current={isInFlow && at === passed.length - 1 && "step"}>
                {id}
              </li>
            ))}
          </ol>
        </ExpandableSection>
      </SpaceBetween>
    </Container>
  );
}
