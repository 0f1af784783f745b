import Alert from "@cloudscape-design/components/alert";
import Container from "@cloudscape-design/components/container";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useParams } from "react-router";

import { formatInstant } from "~/formats/times";
import { Facts } from "~/parts/Facts";
import { InstantText } from "~/parts/InstantText";
import { Page } from "~/parts/Page";
import { Shown } from "~/parts/Shown";
import { useSay } from "~/words/say";

import { DeliveriesTable } from "./DeliveriesTable";
import { EndpointDeeds } from "./EndpointDeeds";
import { EndpointStateWord } from "./EndpointStateWord";
import { eventsWords } from "./eventsWords";
import { useEndpoint, type Endpoint } from "./useWebhooks";

/** One address that is told, how it is doing, and what was sent to it. */
export default function EndpointPage() {
  const say = useSay();
  const { endpoint: id = "" } = useParams();
  const endpoint = useEndpoint(id);
  return (
    <Page
      title={endpoint.told?.url ?? id}
      under={[{ text: say("webhooks.title"), href: "/webhooks" }]}
      actions={endpoint.told && <EndpointDeeds endpoint={endpoint.told} />}
    >
      <Shown read={endpoint}>{(told) => <Body endpoint={told} />}</Shown>
    </Page>
  );
}

function Body({ endpoint }: { endpoint: Endpoint }) {
  const say = useSay();
  const { id, events, reason, failing_since, previous_secret_until, changed_at, changed_by } =
    endpoint;
  return (
    <SpaceBetween size="l">
      {failing_since && endpoint.state === "enabled" && (
        <Alert type="warning">
          {say("webhooks.failing_since", { at: formatInstant(failing_since) })}
        </Alert>
      )}
      <Container>
        <Facts
          columns={4}
          facts={[
            [say("webhooks.state"), <EndpointStateWord key="state" endpoint={endpoint} />],
            ...(reason ? [[say("webhooks.disabled_because"), reason] as const] : []),
            [say("webhooks.events"), eventsWords(events, say)],
            [
              say("webhooks.changed"),
              say("webhooks.changed_by_at", { who: changed_by, at: formatInstant(changed_at) }),
            ],
            [
              say("webhooks.previous_secret"),
              previous_secret_until && <InstantText key="until" instant={previous_secret_until} />,
            ],
          ]}
        />
      </Container>
      <DeliveriesTable endpoint={id} />
    </SpaceBetween>
  );
}
