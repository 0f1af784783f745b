import Box from "@cloudscape-design/components/box";

import { api, type components } from "~/api/client";
import { Facts } from "~/parts/Facts";
import { useSay } from "~/words/say";

import { PaymentFacts } from "../PaymentFacts";
import { PaymentDeed } from "./PaymentDeed";
import type { PaymentDialogueProps } from "./PaymentDialogue";

type Because = components["schemas"]["Because"];

/** Takes a payment off the list of those to look into. */
export function DoneDialogue(props: PaymentDialogueProps) {
  const say = useSay();
  const { id: payment, task } = props.payment;
  return (
    <PaymentDeed<Because>
      {...props}
      title={say("payments.done_title")}
      submit={say("payments.deed_done")}
      done={say("payments.done_done")}
      ask={(body, header) =>
        api.POST("/payments/{payment}/done", { params: { path: { payment }, header }, body })
      }
      want={(reason) => ({ reason })}
    >
      {(seen) => (
        <>
          <Box>{say("payments.done_says")}</Box>
          <Facts columns={1} facts={[[say("payments.task"), task]]} />
          <PaymentFacts payment={seen} />
        </>
      )}
    </PaymentDeed>
  );
}
