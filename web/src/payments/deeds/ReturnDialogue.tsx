import Box from "@cloudscape-design/components/box";
import { useState } from "react";

import { api, type components } from "~/api/client";
import { formatMoney, isZero, parseAmount } from "~/formats/money";
import { MoneyField } from "~/parts/MoneyField";
import { Facts } from "~/parts/Facts";
import { useSay } from "~/words/say";

import { PaymentDeed } from "./PaymentDeed";
import type { PaymentDialogueProps } from "./PaymentDialogue";

type ReturnPayment = components["schemas"]["ReturnPayment"];

/** Notes that money was sent back. */
export function ReturnDialogue(props: PaymentDialogueProps) {
  const say = useSay();
  const { id: payment, suspense, prepaid } = props.payment;
  const most = isZero(suspense) ? prepaid : suspense;
  const [typed, setTyped] = useState(most.amount.replace(".", ","));
  const [isTried, setTried] = useState(false);
  const amount = parseAmount(typed);
  return (
    <PaymentDeed<ReturnPayment>
      {...props}
      title={say("payments.return_title")}
      submit={say("payments.return_submit")}
      done={say("payments.return_done")}
      ask={(body, header) =>
        api.POST("/payments/{payment}/returning", { params: { path: { payment }, header }, body })
      }
      want={(reason) => {
        setTried(true);
        return amount === null ? null : { amount: { amount, currency: most.currency }, reason };
      }}
    >
      {(seen) => (
        <>
          <Box>{say("payments.return_says")}</Box>
          <Facts
            facts={[
              [say("payments.in_suspense"), formatMoney(seen.suspense)],
              [say("payments.prepaid"), formatMoney(seen.prepaid)],
              [say("payments.text"), seen.text],
              [say("payments.source_id"), seen.source_id],
            ]}
          />
          <MoneyField
            label={say("payments.amount")}
            value={typed}
            onChange={setTyped}
            isTried={isTried}
          />
        </>
      )}
    </PaymentDeed>
  );
}
