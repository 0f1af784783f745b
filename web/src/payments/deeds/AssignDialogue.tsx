import { useState } from "react";

import { api, type components } from "~/api/client";
import { useSay } from "~/words/say";

import { PaymentFacts } from "../PaymentFacts";
import { AssigningForeseen } from "./AssigningForeseen";
import { FindInvoice, isReference } from "./FindInvoice";
import { PaymentDeed } from "./PaymentDeed";
import type { PaymentDialogueProps } from "./PaymentDialogue";

type AssignPayment = components["schemas"]["AssignPayment"];

/** Finds what money is for, and places it there after showing what that comes to. */
export function AssignDialogue(props: PaymentDialogueProps) {
  const say = useSay();
  const { id: payment, customer } = props.payment;
  const [typed, setTyped] = useState("");
  const [isTried, setTried] = useState(false);
  const invoice = typed.trim();
  return (
    <PaymentDeed<AssignPayment>
      {...props}
      size="large"
      title={say("payments.assign_title")}
      submit={say("payments.assign_submit")}
      done={say("payments.assign_done", { invoice })}
      ask={(body, header) =>
        api.POST("/payments/{payment}/assigning", { params: { path: { payment }, header }, body })
      }
      want={(reason) => {
        setTried(true);
        return isReference(invoice) ? { invoice, reason } : null;
      }}
    >
      {(seen) => (
        <>
          <PaymentFacts payment={seen} />
          <FindInvoice typed={typed} onChange={setTyped} isTried={isTried} customer={customer} />
          {isReference(invoice) && (
            <AssigningForeseen payment={payment} version={seen.version} invoice={invoice} />
          )}
        </>
      )}
    </PaymentDeed>
  );
}
