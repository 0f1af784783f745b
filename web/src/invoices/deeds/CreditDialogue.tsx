import Box from "@cloudscape-design/components/box";
import Checkbox from "@cloudscape-design/components/checkbox";
import { useState } from "react";

import { api, type components } from "~/api/client";
import { formatMoney, minorUnits, moneyOf, parseAmount, type Money } from "~/formats/money";
import { Facts } from "~/parts/Facts";
import { useSay } from "~/words/say";

import { MoneyField } from "~/parts/MoneyField";
import type { Invoice } from "../useInvoice";
import { InvoiceDeed, type DialogueProps } from "./InvoiceDeed";

type Credit = components["schemas"]["Credit"];

/** A credit note: of an amount, or of whatever is left. */
export function CreditDialogue(props: DialogueProps) {
  const say = useSay();
  const { reference, payable } = props.invoice;
  const [isAll, setAll] = useState(false);
  const [typed, setTyped] = useState("");
  const [isTried, setTried] = useState(false);
  const amount = parseAmount(typed);
  const { currency } = payable;
  const typedCredit = amount === null ? null : { amount, currency };
  return (
    <InvoiceDeed<Credit>
      {...props}
      title={say("invoices.credit_title", { reference })}
      submit={say("invoices.credit_submit")}
      done={say("invoices.credit_done", { reference })}
      ask={(body, header) =>
        api.POST("/invoices/{reference}/credit-notes", {
          params: { path: { reference }, header },
          body,
        })
      }
      want={(reason) => {
        setTried(true);
        if (isAll) return { is_all: true, reason };
        return amount === null ? null : { is_all: false, amount: { amount, currency }, reason };
      }}
    >
      {(seen) => (
        <>
          <Box>{say("invoices.credit_says")}</Box>
          <Checkbox
            checked={isAll}
            onChange={({ detail }) => {
              setAll(detail.checked);
            }}
          >
            {say("invoices.credit_all", { left: formatMoney(leftOf(seen)) })}
          </Checkbox>
          {!isAll && (
            <MoneyField
              label={say("invoices.credit_amount")}
              value={typed}
              onChange={setTyped}
              isTried={isTried}
            />
          )}
          <Outcome seen={seen} credit={isAll ? leftOf(seen) : typedCredit} />
        </>
      )}
    </InvoiceDeed>
  );
}

function Outcome({ seen, credit }: { seen: Invoice; credit: Money | null }) {
  const say = useSay();
  if (!credit) return null;
  const { due } = seen;
  const rest = minorUnits(due) - minorUnits(credit);
  return (
    <Facts
      facts={[
        [say("invoices.due_before"), formatMoney(due)],
        [say("invoices.due_after"), formatMoney(moneyOf(rest > 0n ? rest : 0n, due.currency))],
        ...(rest < 0n
          ? ([
              [say("invoices.becomes_prepaid"), formatMoney(moneyOf(-rest, due.currency))],
            ] as const)
          : []),
      ]}
    />
  );
}

function leftOf({ payable, credited }: Invoice): Money {
  return moneyOf(minorUnits(payable) - minorUnits(credited), payable.currency);
}
