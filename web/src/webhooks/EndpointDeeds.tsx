import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";

import { useTell } from "~/app/flashes";
import { api } from "~/api/client";
import { keyed } from "~/api/headers";
import { useDeed } from "~/api/useDeed";
import { ReasonDialogue } from "~/parts/ReasonDialogue";
import { SecretOnce } from "~/parts/SecretOnce";
import { useSay } from "~/words/say";

import { TOUCHED, type Endpoint } from "./useWebhooks";

/** What can be done to an endpoint: another secret, and off or on. */
export function EndpointDeeds({ endpoint }: { endpoint: Endpoint }) {
  const say = useSay();
  const [doing, setDoing] = useState<"rotate" | "switch" | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const done = () => {
    setDoing(null);
  };
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button
        onClick={() => {
          setDoing("rotate");
        }}
      >
        {say("webhooks.rotate")}
      </Button>
      <Button
        onClick={() => {
          setDoing("switch");
        }}
      >
        {say(endpoint.state === "enabled" ? "webhooks.deed_disable" : "webhooks.deed_enable")}
      </Button>
      {doing === "rotate" && (
        <RotateDialogue endpoint={endpoint} onSecret={setSecret} onDismiss={done} />
      )}
      {doing === "switch" && <SwitchDialogue endpoint={endpoint} onDismiss={done} />}
      {secret !== null && (
        <SecretOnce
          title={say("webhooks.secret")}
          secret={secret}
          says={say("webhooks.secret_says")}
          onDismiss={() => {
            setSecret(null);
          }}
        />
      )}
    </SpaceBetween>
  );
}

interface Props {
  readonly endpoint: Endpoint;
  readonly onDismiss: () => void;
}

function RotateDialogue(props: Props & { readonly onSecret: (secret: string) => void }) {
  const { endpoint, onDismiss, onSecret } = props;
  const say = useSay();
  const rotate = useDeed(
    (reason: string, key) =>
      api.POST("/webhook-endpoints/{endpoint}/rotating", {
        params: { path: { endpoint: endpoint.id }, header: keyed(key) },
        body: { reason },
      }),
    {
      touches: TOUCHED,
      onDone: ({ told }) => {
        onSecret(told.secret);
      },
    },
  );
  return (
    <ReasonDialogue
      title={say("webhooks.rotate")}
      submit={say("webhooks.rotate")}
      deed={rotate}
      want={(reason) => reason}
      onDismiss={onDismiss}
    >
      <Box>{say("webhooks.rotate_says")}</Box>
    </ReasonDialogue>
  );
}

function SwitchDialogue({ endpoint, onDismiss }: Props) {
  const say = useSay();
  const tell = useTell();
  const { id, url } = endpoint;
  // What it was when this was opened: it is otherwise once it is done.
  const [kind] = useState(
    endpoint.state === "enabled" ? ("disable" as const) : ("enable" as const),
  );
  const deed = useDeed(
    (reason: string, key) => {
      const asked = { params: { path: { endpoint: id }, header: keyed(key) }, body: { reason } };
      return kind === "disable"
        ? api.POST("/webhook-endpoints/{endpoint}/disabling", asked)
        : api.POST("/webhook-endpoints/{endpoint}/enabling", asked);
    },
    {
      touches: TOUCHED,
      onDone: () => {
        tell("success", say(`webhooks.done_${kind}`, { url }));
      },
    },
  );
  return (
    <ReasonDialogue
      title={say(`webhooks.deed_${kind}`)}
      submit={say(`webhooks.deed_${kind}`)}
      deed={deed}
      want={(reason) => reason}
      onDismiss={onDismiss}
    >
      <Box>{say(`webhooks.says_${kind}`, { url })}</Box>
    </ReasonDialogue>
  );
}
