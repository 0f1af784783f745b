import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";

import { Page } from "~/parts/Page";
import { useFollow } from "~/parts/PageLink";
import { useSay } from "~/words/say";

import { Journal } from "./Journal";
import { LiveCalls } from "./LiveCalls";

/** The calls that go on, and those that were. */
export default function CallsPage() {
  const say = useSay();
  const follow = useFollow();
  return (
    <Page
      title={say("calls.title")}
      actions={
        <Button href="/calls/why" onFollow={follow}>
          {say("calls.why_title")}
        </Button>
      }
    >
      <SpaceBetween size="l">
        <LiveCalls />
        <Journal />
      </SpaceBetween>
    </Page>
  );
}
