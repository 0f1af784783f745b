import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";

import { api, type components } from "~/api/client";
import { keyed } from "~/api/headers";
import { useDeed } from "~/api/useDeed";
import { useTell } from "~/app/flashes";
import { formatMoney, minorUnits, parseAmount } from "~/formats/money";
import { MoneyField } from "~/parts/MoneyField";
import { PreviewDialogue } from "~/parts/PreviewDialogue";
import { isReason, ReasonField } from "~/parts/ReasonField";
import { ShiftTable } from "~/parts/ShiftTable";
import { useSay } from "~/words/say";

import { touchedByOrder, type Order } from "./orders";

interface Wanted {
  /** Null for all that is left. */
  readonly amount: string | null;
  readonly reason: string;
}

/** Gives back all or a part of what an order cost, once it is seen how. */
export function RefundDialogue({ order, onDismiss }: { order: Order; onDismiss: () => void }) {
  const say = useSay();
  const tell = useTell();
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const path = { order: order.id };

  const preview = useDeed(({ amount }: Wanted) =>
    api.GET("/orders/{order}/refund-preview", {
      params: { path, query: amount === null ? {} : { amount } },
    }),
  );
  const refund = useDeed(
    ({ amount, reason: why }: Wanted, key) =>
      api.POST("/orders/{order}/refund", {
        params: { path, header: keyed(key) },
        body: {
          amount: amount === null ? null : { amount, currency: order.amount.currency },
          is_all: amount === null,
          reason: why,
        },
      }),
    {
      touches: touchedByOrder(order.customer),
      onDone: ({ told: { amount, basis } }) => {
        tell("success", say("orders.refunded", { amount: formatMoney(amount), basis }));
      },
    },
  );
  const want = (): Wanted | null => {
    setTried(true);
    const amount = parseAmount(typed);
    if ((typed.trim() && amount === null) || !isReason(reason)) return null;
    return { amount, reason: reason.trim() };
  };
  return (
    <PreviewDialogue
      title={say("orders.refund_title")}
      previewTitle={say("orders.refund_foreseen")}
      preview={preview}
      deed={refund}
      foresee={say("fields.foresee")}
      submit={say("orders.refund_submit")}
      want={want}
      show={(foreseen) => <Foreseen foreseen={foreseen} />}
      isPossible={({ amount }) => minorUnits(amount) > 0n}
      onDismiss={onDismiss}
    >
      <Box>{say("orders.refund_of", { amount: formatMoney(order.amount) })}</Box>
      <MoneyField
        label={say("orders.refund_amount")}
        says={say("orders.refund_all_says")}
        isOptional
        value={typed}
        onChange={setTyped}
        isTried={isTried}
      />
      <ReasonField reason={reason} onChange={setReason} isTried={isTried} />
    </PreviewDialogue>
  );
}

function Foreseen({ foreseen }: { foreseen: components["schemas"]["RefundPreview"] }) {
  const say = useSay();
  const { amount, left, basis, way, unbilled, unpaid, prepaid } = foreseen;
  return (
    <SpaceBetween size="m">
      <Box variant="p">
        {say(`orders.way_${way}`, { amount: formatMoney(amount), basis })}{" "}
        {say("orders.refund_left", { left: formatMoney(left) })}
      </Box>
      <ShiftTable
        label={say("orders.then")}
        rows={[
          { label: say("customers.unbilled"), ...unbilled },
          { label: say("customers.unpaid"), ...unpaid },
          { label: say("customers.prepaid"), ...prepaid },
        ]}
      />
    </SpaceBetween>
  );
}
