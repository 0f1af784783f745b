import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";

import { Feed } from "~/happenings/Feed";
import { useTimeline } from "~/happenings/useHappenings";
import { useSay } from "~/words/say";

import type { TabProps } from "./tabs";

/** All that happened, with what was before and after. */
export default function TimelineTab({ customer }: TabProps) {
  const say = useSay();
  const list = useTimeline(customer.number);
  return (
    <Container header={<Header variant="h2">{say("customers.tab_timeline")}</Header>}>
      <Feed list={list} label={say("customers.tab_timeline")} />
    </Container>
  );
}
