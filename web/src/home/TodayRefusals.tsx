import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";

import { reasonWords } from "~/calls/reasons";
import { formatCount } from "~/formats/numbers";
import { PageLink } from "~/parts/PageLink";
import { useSay } from "~/words/say";

import { Measured } from "./Measured";
import type { Today } from "./useToday";

/** Why callers were turned away today, the most frequent first. */
export function TodayRefusals({ refusals }: { refusals: Today["refusals"] }) {
  const say = useSay();
  const most = Math.max(1, ...refusals.map(({ calls }) => calls));
  return (
    <Container
      fitHeight
      header={
        <Header
          variant="h2"
          actions={<PageLink to="/calls/why">{say("home.refusals_why")}</PageLink>}
        >
          {say("home.refusals")}
        </Header>
      }
    >
      {refusals.length ? (
        <Measured
          label={say("home.refusals")}
          columns={[say("home.reason"), say("home.calls")]}
          rows={refusals.map(({ reason, calls }) => ({
            id: reason,
            name: reasonWords(reason, say),
            figures: [formatCount(calls)],
            share: (100 * calls) / most,
          }))}
        />
      ) : (
        <Box color="text-body-secondary">{say("home.refusals_none")}</Box>
      )}
    </Container>
  );
}
