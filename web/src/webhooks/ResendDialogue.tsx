import Box from "@cloudscape-design/components/box";

import { useTell } from "~/app/flashes";
import { api } from "~/api/client";
import { keyed } from "~/api/headers";
import { useDeed } from "~/api/useDeed";
import { ReasonDialogue } from "~/parts/ReasonDialogue";
import { useSay } from "~/words/say";

import { TOUCHED } from "./useWebhooks";

interface Props {
  readonly endpoint: string;
  readonly event: string;
  readonly onDismiss: () => void;
}

/** The same message again, with all its retries. */
export function ResendDialogue({ endpoint, event, onDismiss }: Props) {
  const say = useSay();
  const tell = useTell();
  const resend = useDeed(
    (reason: string, key) =>
      api.POST("/webhook-endpoints/{endpoint}/deliveries/{event}/resending", {
        params: { path: { endpoint, event }, header: keyed(key) },
        body: { reason },
      }),
    {
      touches: TOUCHED,
      onDone: () => {
        tell("success", say("webhooks.resent"));
      },
    },
  );
  return (
    <ReasonDialogue
      title={say("webhooks.resend")}
      submit={say("webhooks.resend")}
      deed={resend}
      want={(reason) => reason}
      onDismiss={onDismiss}
    >
      <Box>{say("webhooks.resend_says")}</Box>
    </ReasonDialogue>
  );
}
