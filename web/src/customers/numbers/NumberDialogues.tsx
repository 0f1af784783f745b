import Box from "@cloudscape-design/components/box";
import { useState } from "react";

import { addressOf } from "~/addresses/addresses";
import { api, type components } from "~/api/client";
import { keyed } from "~/api/headers";
import { fieldFault } from "~/api/problem";
import { useDeed } from "~/api/useDeed";
import { useTell } from "~/app/flashes";
import { formatTelephone } from "~/formats/numbers";
import { ReasonDialogue } from "~/parts/ReasonDialogue";
import { TextField } from "~/parts/TextField";
import { useSay } from "~/words/say";

const SHORTEST = 3;

interface LinkProps {
  readonly customer: string;
  readonly onDismiss: () => void;
}

/** Makes a number the customer's. */
export function LinkNumberDialogue({ customer, onDismiss }: LinkProps) {
  const say = useSay();
  const tell = useTell();
  const [number, setNumber] = useState("");
  const [isTried, setTried] = useState(false);
  const link = useDeed(
    (wanted: components["schemas"]["LinkNumber"], key) =>
      api.POST("/customers/{customer}/numbers", {
        params: { path: { customer }, header: keyed(key) },
        body: wanted,
      }),
    {
      touches: [["customers", customer], addressOf(customer)],
      onDone: ({ told }) => {
        tell("success", say("customers.linked", { number: formatTelephone(told.number) }));
      },
    },
  );
  const isMissing = number.trim().length < SHORTEST;
  return (
    <ReasonDialogue
      title={say("customers.link_number")}
      submit={say("customers.link_submit")}
      deed={link}
      want={(reason) => {
        setTried(true);
        return isMissing ? null : { number: number.trim(), reason };
      }}
      onDismiss={onDismiss}
    >
      <Box>{say("customers.link_says")}</Box>
      <TextField
        label={say("customers.telephone")}
        inputMode="tel"
        value={number}
        onChange={setNumber}
        fault={isTried && isMissing ? say("parts.required") : fieldFault(link.failure, "number")}
      />
    </ReasonDialogue>
  );
}

/** Lets a number be nobody's. */
export function UnlinkNumberDialogue({
  customer,
  number,
  onDismiss,
}: LinkProps & { readonly number: string }) {
  const say = useSay();
  const tell = useTell();
  const name = formatTelephone(number);
  const unlink = useDeed(
    (reason: string, key) =>
      api.POST("/customers/{customer}/numbers/{number}/unlinking", {
        params: { path: { customer, number }, header: keyed(key) },
        body: { reason },
      }),
    {
      touches: [["customers", customer], addressOf(customer)],
      onDone: () => {
        tell("success", say("customers.unlinked", { number: name }));
      },
    },
  );
  return (
    <ReasonDialogue
      title={say("customers.unlink_named", { number: name })}
      submit={say("customers.unlink")}
      deed={unlink}
      want={(reason) => reason}
      onDismiss={onDismiss}
    >
      <Box>{say("customers.unlink_says")}</Box>
    </ReasonDialogue>
  );
}
