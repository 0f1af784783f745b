import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { useParams } from "react-router";

import { useMay } from "~/api/me";
import { formatInstant } from "~/formats/times";
import { Facts } from "~/parts/Facts";
import { InstantText } from "~/parts/InstantText";
import { Page } from "~/parts/Page";
import { Shown } from "~/parts/Shown";
import { useSay } from "~/words/say";

import { AttemptsTable } from "./AttemptsTable";
import { DeliveryStateWord } from "./DeliveryStateWord";
import { prettyJson } from "./prettyJson";
import { ResendDialogue } from "./ResendDialogue";
import { useDelivery, wordOf, type Delivery } from "./useWebhooks";
import "./webhooks.css";

/** One event on its way to an endpoint: what is sent, and what each attempt was answered. */
export default function DeliveryPage() {
  const say = useSay();
  const may = useMay();
  const { endpoint = "", event = "" } = useParams();
  const delivery = useDelivery(endpoint, event);
  const [isResending, setResending] = useState(false);
  const title = delivery.told
    ? say("webhooks.delivery_title", {
        event: say(`webhooks.event_${wordOf(delivery.told.type)}`),
        at: formatInstant(delivery.told.at),
      })
    : event;
  return (
    <Page
      title={title}
      under={[
        { text: say("webhooks.title"), href: "/webhooks" },
        { text: say("webhooks.deliveries"), href: `/webhooks/${endpoint}` },
      ]}
      actions={
        may("resend_delivery") && (
          <Button
            disabled={delivery.told?.state === "pending"}
            onClick={() => {
              setResending(true);
            }}
          >
            {say("webhooks.resend")}
          </Button>
        )
      }
    >
      <Shown read={delivery}>{(told) => <Body delivery={told} />}</Shown>
      {isResending && (
        <ResendDialogue
          endpoint={endpoint}
          event={event}
          onDismiss={() => {
            setResending(false);
          }}
        />
      )}
    </Page>
  );
}

function Body({ delivery }: { delivery: Delivery }) {
  const say = useSay();
  const { state, reason, next_attempt_at, event, body, type } = delivery;
  return (
    <SpaceBetween size="l">
      <Container>
        <Facts
          columns={4}
          facts={[
            [say("webhooks.delivery_state"), <DeliveryStateWord key="state" state={state} />],
            ...(reason ? [[say("webhooks.reason"), reason] as const] : []),
            [
              say("webhooks.next_attempt"),
              next_attempt_at && <InstantText key="next" instant={next_attempt_at} />,
            ],
            [say("webhooks.type"), type],
            [say("webhooks.id"), event],
          ]}
        />
      </Container>
      <AttemptsTable attempts={delivery.log} />
      <Container
        header={
          <Header
            variant="h2"
            actions={
              <CopyToClipboard
                textToCopy={body}
                copyButtonText={say("fields.copy")}
                copySuccessText={say("fields.copied")}
                copyErrorText={say("fields.copy_failed")}
              />
            }
          >
            {say("webhooks.body")}
          </Header>
        }
      >
        <pre className="delivery-body">{prettyJson(body)}</pre>
      </Container>
    </SpaceBetween>
  );
}
