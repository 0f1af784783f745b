import Box from "@cloudscape-design/components/box";
import { useState } from "react";

import { api, type components } from "~/api/client";
import { keyed } from "~/api/headers";
import { useDeed } from "~/api/useDeed";
import { useTell } from "~/app/flashes";
import { CustomerPicker, isCustomerNumber } from "~/customers/CustomerPicker";
import { ReasonDialogue } from "~/parts/ReasonDialogue";
import { useSay } from "~/words/say";

import { callerName, TOUCHED, type SeeingTo } from "./unmatched";

/** Makes the caller's number one more of a customer's. */
export function LinkDialogue({ caller, onDone, onDismiss }: SeeingTo) {
  const say = useSay();
  const tell = useTell();
  const [customer, setCustomer] = useState(caller.belongs_to ?? "");
  const [isTried, setTried] = useState(false);
  const name = callerName(caller.number, say);
  const link = useDeed(
    (wanted: components["schemas"]["LinkUnmatched"], key) =>
      api.POST("/unmatched/{entry}/linking", {
        params: { path: { entry: caller.id }, header: keyed(key) },
        body: wanted,
      }),
    {
      touches: TOUCHED,
      onDone: (_done, wanted) => {
        tell("success", say("unmatched.linked", { caller: name, customer: wanted.customer }));
      },
    },
  );
  return (
    <ReasonDialogue
      title={say("unmatched.link_of", { caller: name })}
      submit={say("unmatched.link_submit")}
      deed={link}
      want={(reason) => {
        setTried(true);
        return isCustomerNumber(customer) ? { customer: customer.trim(), reason } : null;
      }}
      onDone={onDone}
      onDismiss={onDismiss}
    >
      <Box>{say("unmatched.link_says", { caller: name })}</Box>
      <CustomerPicker
        label={say("unmatched.customer")}
        value={customer}
        onChange={setCustomer}
        fault={isTried && !isCustomerNumber(customer) ? say("unmatched.choose") : undefined}
      />
    </ReasonDialogue>
  );
}
