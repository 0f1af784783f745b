import Box from "@cloudscape-design/components/box";
import { useState } from "react";

import { useTell } from "~/app/flashes";
import { api, type components } from "~/api/client";
import { LimitPolicyText } from "~/customers/credit/LimitPolicyText";
import { useDeed } from "~/api/useDeed";
import { formatMoney, minorUnits, moneyOf, parseAmount } from "~/formats/money";
import { today } from "~/formats/days";
import { Facts } from "~/parts/Facts";
import { ReasonDialogue } from "~/parts/ReasonDialogue";
import { useSay } from "~/words/say";

import { MoneyField } from "~/parts/MoneyField";
import { isDay } from "~/formats/days";
import { DayField } from "~/parts/DayField";
import { touchedBy, type Invoice } from "../useInvoice";
import type { DialogueProps } from "./InvoiceDeed";

type MarkPaid = components["schemas"]["MarkPaid"];

/** Money that came for it by a way that nobody tells us of. */
export function PayDialogue({ invoice, onDismiss }: DialogueProps) {
  const say = useSay();
  const tell = useTell();
  const { reference, customer, due } = invoice;
  const [typed, setTyped] = useState(due.amount.replace(".", ","));
  const [day, setDay] = useState(() => today());
  const [isTried, setTried] = useState(false);
  const amount = parseAmount(typed);
  const deed = useDeed(
    (body: MarkPaid, key) =>
      api.POST("/invoices/{reference}/payments", {
        params: { path: { reference }, header: { "Idempotency-Key": key } },
        body,
      }),
    {
      touches: touchedBy(customer),
      onDone: ({ told }) => {
        tell("success", told.outcome ?? say("invoices.pay_settling"));
      },
    },
  );
  return (
    <ReasonDialogue
      title={say("invoices.pay_title", { reference })}
      submit={say("invoices.pay_submit")}
      deed={deed}
      want={(reason) => {
        setTried(true);
        if (!amount || !isDay(day)) return null;
        return { amount: { amount, currency: due.currency }, bank_date: day, reason };
      }}
      onDismiss={onDismiss}
    >
      <Box>{say("invoices.pay_says")}</Box>
      <MoneyField
        label={say("invoices.amount")}
        value={typed}
        onChange={setTyped}
        isTried={isTried}
      />
      <DayField
        label={say("invoices.bank_date")}
        value={day}
        onChange={setDay}
        fault={isTried && !isDay(day) ? say("invoices.no_day") : undefined}
      />
      {amount && <Outcome invoice={invoice} amount={amount} />}
    </ReasonDialogue>
  );
}

function Outcome({ invoice: { due, limit_policy }, amount }: { invoice: Invoice; amount: string }) {
  const say = useSay();
  const { currency } = due;
  const rest = minorUnits(due) - minorUnits({ amount, currency });
  return (
    <Facts
      facts={[
        [say("invoices.due_before"), formatMoney(due)],
        [say("invoices.due_after"), formatMoney(moneyOf(rest > 0n ? rest : 0n, currency))],
        ...(rest < 0n
          ? ([[say("invoices.paid_over"), formatMoney(moneyOf(-rest, currency))]] as const)
          : []),
        [say("invoices.limit_policy"), <LimitPolicyText key="policy" policy={limit_policy} />],
      ]}
    />
  );
}
