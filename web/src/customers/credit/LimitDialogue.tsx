import Alert from "@cloudscape-design/components/alert";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";

import { api, type components } from "~/api/client";
import { matching } from "~/api/headers";
import { fieldFault } from "~/api/problem";
import { useDeed } from "~/api/useDeed";
import { useTell } from "~/app/flashes";
import { formatMoney, parseAmount } from "~/formats/money";
import { MoneyField } from "~/parts/MoneyField";
import { PreviewDialogue } from "~/parts/PreviewDialogue";
import { isReason, ReasonField } from "~/parts/ReasonField";
import { ShiftTable } from "~/parts/ShiftTable";
import { useSay } from "~/words/say";

import type { Credit } from "../useCustomer";

interface Wanted {
  readonly amount: string;
  readonly reason: string;
}

/** Gives the customer another limit, once it is seen whether that closes the open basis. */
export function LimitDialogue({ credit, onDismiss }: { credit: Credit; onDismiss: () => void }) {
  const say = useSay();
  const tell = useTell();
  const { customer, limit } = credit;
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const [seen, setSeen] = useState("");

  const preview = useDeed(
    ({ amount }: Wanted) =>
      api.GET("/customers/{customer}/credit/limit-preview", {
        params: { path: { customer }, query: { limit: amount } },
      }),
    {
      onDone: ({ told }) => {
        setSeen(told.seen);
      },
    },
  );
  const change = useDeed(
    ({ amount, reason: why }: Wanted) =>
      api.PUT("/customers/{customer}/credit/limit", {
        params: { path: { customer }, header: matching(`"${seen}"`) },
        body: { limit: { amount, currency: limit.currency }, reason: why },
      }),
    {
      touches: [["customers", customer], ["invoices"]],
      onDone: ({ told }) => {
        tell("success", say("customers.limit_changed", { limit: formatMoney(told.limit) }));
      },
    },
  );
  const want = (): Wanted | null => {
    setTried(true);
    const amount = parseAmount(typed);
    return amount !== null && isReason(reason) ? { amount, reason: reason.trim() } : null;
  };
  return (
    <PreviewDialogue
      title={say("customers.limit_change")}
      previewTitle={say("customers.limit_foreseen")}
      preview={preview}
      deed={change}
      foresee={say("fields.foresee")}
      submit={say("customers.limit_submit")}
      want={want}
      show={(foreseen) => <Foreseen foreseen={foreseen} before={credit} />}
      isPossible={() => true}
      onDismiss={onDismiss}
    >
      <MoneyField
        label={say("customers.limit_new")}
        says={say("customers.limit_now", { limit: formatMoney(limit) })}
        value={typed}
        onChange={setTyped}
        isTried={isTried}
        fault={fieldFault(change.failure, "limit")}
      />
      <ReasonField reason={reason} onChange={setReason} isTried={isTried} />
    </PreviewDialogue>
  );
}

interface ForeseenProps {
  readonly foreseen: components["schemas"]["LimitPreview"];
  readonly before: Credit;
}

function Foreseen({ foreseen, before }: ForeseenProps) {
  const say = useSay();
  const { closes_open_basis, closing_invoice, closing_total, is_blocked_after } = foreseen;
  return (
    <SpaceBetween size="m">
      {closes_open_basis && closing_total && (
        <Alert type="warning">
          {say("customers.limit_closes", {
            reference: closing_invoice ?? "",
            total: formatMoney(closing_total),
          })}
        </Alert>
      )}
      {is_blocked_after && <Alert type="warning">{say("customers.limit_blocks")}</Alert>}
      <ShiftTable
        label={say("orders.then")}
        rows={[
          {
            label: say("customers.limit"),
            before: foreseen.limit_before,
            after: foreseen.limit_after,
          },
          {
            label: say("customers.remaining"),
            before: before.remaining,
            after: foreseen.remaining_after,
          },
        ]}
      />
    </SpaceBetween>
  );
}
