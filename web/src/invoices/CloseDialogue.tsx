import Box from "@cloudscape-design/components/box";
import { useState } from "react";
import { useNavigate } from "react-router";

import { useTell } from "~/app/flashes";
import { api, type components } from "~/api/client";
import { fieldFault } from "~/api/problem";
import { useDeed } from "~/api/useDeed";
import { useRead } from "~/api/useRead";
import { formatMoney } from "~/formats/money";
import { Facts } from "~/parts/Facts";
import { ReasonDialogue } from "~/parts/ReasonDialogue";
import { Shown } from "~/parts/Shown";
import { TextField } from "~/parts/TextField";
import { useSay } from "~/words/say";

import { touchedBy } from "./useInvoice";

type Wanted = components["schemas"]["CloseOpenBasis"];

const CUSTOMER = /^[1-9]\d{5,11}$/;

interface Props {
  readonly customer: string;
  readonly onDismiss: () => void;
}

/** Closes what has gathered for a customer, before the credit is used up. */
export function CloseDialogue({ customer: asked, onDismiss }: Props) {
  const say = useSay();
  const tell = useTell();
  const navigate = useNavigate();
  const [typed, setTyped] = useState(asked);
  const [isTried, setTried] = useState(false);
  const customer = typed.trim();
  const isNumber = CUSTOMER.test(customer);
  const deed = useDeed(
    (wanted: Wanted, key) =>
      api.POST("/invoices", { params: { header: { "Idempotency-Key": key } }, body: wanted }),
    {
      touches: touchedBy(customer),
      onDone: ({ told: { reference } }) => {
        tell("success", say("invoices.closed_done", { reference }));
        void navigate(`/invoices/${reference}`);
      },
    },
  );
  const fault = isTried && !isNumber ? say("invoices.no_customer_number") : undefined;
  return (
    <ReasonDialogue
      title={say("invoices.close")}
      submit={say("invoices.close_submit")}
      deed={deed}
      want={(reason) => {
        setTried(true);
        return isNumber ? { customer, reason } : null;
      }}
      onDismiss={onDismiss}
    >
      <Box>{say("invoices.close_says")}</Box>
      <TextField
        label={say("invoices.customer_number")}
        value={typed}
        inputMode="numeric"
        onChange={setTyped}
        fault={fault ?? fieldFault(deed.failure, "customer")}
      />
      {isNumber && <Gathered key={customer} customer={customer} />}
    </ReasonDialogue>
  );
}

/** Who it is, and what would be closed. */
function Gathered({ customer }: { customer: string }) {
  const say = useSay();
  const path = { customer };
  const who = useRead(["customers", customer], (signal) =>
    api.GET("/customers/{customer}", { params: { path }, signal }),
  );
  const credit = useRead(["customers", customer, "credit"], (signal) =>
    api.GET("/customers/{customer}/credit", { params: { path }, signal }),
  );
  return (
    <Shown read={who}>
      {({ name }) => (
        <Facts
          facts={[
            [say("invoices.customer"), name],
            [say("invoices.gathered"), credit.told && formatMoney(credit.told.unbilled)],
          ]}
        />
      )}
    </Shown>
  );
}
