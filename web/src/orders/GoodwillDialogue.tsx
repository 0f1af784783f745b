import Box from "@cloudscape-design/components/box";
import { useState } from "react";

import { api } from "~/api/client";
import { keyed } from "~/api/headers";
import { useDeed } from "~/api/useDeed";
import { useTell } from "~/app/flashes";
import { formatMoney, minorUnits, parseAmount } from "~/formats/money";
import { moneyOf, parsePercent } from "~/formats/vat";
import { MoneyField } from "~/parts/MoneyField";
import { PreviewDialogue } from "~/parts/PreviewDialogue";
import { isReason, ReasonField } from "~/parts/ReasonField";
import { useSay } from "~/words/say";

import { touchedByOrder } from "./orders";
import { askStanding, shiftsBy, type Standing } from "./standing";
import { SumForeseen, VatField } from "./SumForeseen";

interface Wanted {
  readonly amount: string;
  readonly vat_percent: string;
  readonly reason: string;
}

/** Takes an amount off the open basis. */
export function GoodwillDialogue({
  customer,
  onDismiss,
}: {
  customer: string;
  onDismiss: () => void;
}) {
  const say = useSay();
  const tell = useTell();
  const [typed, setTyped] = useState("");
  const [percent, setPercent] = useState("25");
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);

  const preview = useDeed<Wanted, Standing & { wanted: Wanted }>(async (wanted) => {
    const { data, ...rest } = await askStanding(customer);
    return { ...rest, ...(data && { data: { ...data, wanted } }) };
  });
  const give = useDeed(
    ({ amount, ...rest }: Wanted, key) =>
      api.POST("/customers/{customer}/goodwill", {
        params: { path: { customer }, header: keyed(key) },
        body: { amount: { amount, currency: "SEK" }, ...rest },
      }),
    {
      touches: touchedByOrder(customer),
      onDone: ({ told }) => {
        tell("success", say("orders.goodwill_given", { amount: formatMoney(told.amount) }));
      },
    },
  );
  const want = (): Wanted | null => {
    setTried(true);
    const [amount, vat_percent] = [parseAmount(typed), parsePercent(percent)];
    if (amount === null || vat_percent === null || !isReason(reason)) return null;
    return { amount, vat_percent, reason: reason.trim() };
  };
  return (
    <PreviewDialogue
      title={say("orders.goodwill")}
      previewTitle={say("orders.goodwill_foreseen")}
      preview={preview}
      deed={give}
      foresee={say("fields.foresee")}
      submit={say("orders.goodwill_submit")}
      want={want}
      show={({ wanted, ...standing }) => {
        const units = minorUnits({ amount: wanted.amount, currency: "SEK" });
        const off = moneyOf(-units, "SEK");
        return (
          <SumForeseen
            sum={off}
            vatPercent={wanted.vat_percent}
            shifts={shiftsBy(off, standing, say)}
          />
        );
      }}
      isPossible={({ wanted }) => minorUnits({ amount: wanted.amount, currency: "SEK" }) > 0n}
      onDismiss={onDismiss}
    >
      <Box>{say("orders.goodwill_says")}</Box>
      <MoneyField
        label={say("orders.goodwill_amount")}
        value={typed}
        onChange={setTyped}
        isTried={isTried}
      />
      <VatField value={percent} onChange={setPercent} isTried={isTried} />
      <ReasonField reason={reason} onChange={setReason} isTried={isTried} />
    </PreviewDialogue>
  );
}
