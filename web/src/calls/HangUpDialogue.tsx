import Box from "@cloudscape-design/components/box";

import { api } from "~/api/client";
import { useDeed } from "~/api/useDeed";
import { useTell } from "~/app/flashes";
import { formatTelephone } from "~/formats/numbers";
import { ReasonDialogue } from "~/parts/ReasonDialogue";
import { useSay } from "~/words/say";

import { callerWords } from "./callWords";

interface Props {
  readonly call: { readonly call: string; readonly number: string | null; readonly line: string };
  readonly onDismiss: () => void;
}

/** Ends a call that goes on. */
export function HangUpDialogue({ call: { call, number, line }, onDismiss }: Props) {
  const say = useSay();
  const tell = useTell();
  const hangUp = useDeed(
    (reason: string, key) =>
      api.POST("/calls/{call}/hang-up", {
        params: { path: { call }, header: { "Idempotency-Key": key } },
        body: { reason },
      }),
    {
      touches: [["calls"]],
      onDone: ({ told: { outcome } }) => {
        tell(outcome === "refused" ? "error" : "success", say(`calls.hung_up_${outcome}`));
      },
    },
  );
  return (
    <ReasonDialogue
      title={say("calls.hang_up_title")}
      submit={say("calls.hang_up")}
      deed={hangUp}
      want={(reason) => reason}
      onDismiss={onDismiss}
    >
      <Box>
        {say("calls.hang_up_says", {
          number: callerWords(number, say),
          line: formatTelephone(line),
        })}
      </Box>
    </ReasonDialogue>
  );
}
