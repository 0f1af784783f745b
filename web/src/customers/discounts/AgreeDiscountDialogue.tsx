import { useState } from "react";

import { api, type components } from "~/api/client";
import { keyed } from "~/api/headers";
import { fieldFault } from "~/api/problem";
import { useDeed } from "~/api/useDeed";
import { useTell } from "~/app/flashes";
import { parseAmount } from "~/formats/money";
import { parsePercent } from "~/formats/vat";
import { ChoiceField } from "~/parts/ChoiceField";
import { MoneyField } from "~/parts/MoneyField";
import { periodOf, PeriodFields } from "~/parts/PeriodFields";
import { ReasonDialogue } from "~/parts/ReasonDialogue";
import { TextField } from "~/parts/TextField";
import { useSay } from "~/words/say";

type Wanted = components["schemas"]["NewDiscount"];
type Kind = components["schemas"]["DiscountKind"];

const KINDS: readonly Kind[] = ["percent", "fixed", "rate_per_minute"];

/** Agrees on a discount, which counts for calls that begin while it is valid. */
export function AgreeDiscountDialogue({
  customer,
  onDismiss,
}: {
  customer: string;
  onDismiss: () => void;
}) {
  const say = useSay();
  const tell = useTell();
  const [kind, setKind] = useState<Kind>("percent");
  const [value, setValue] = useState("");
  const [article, setArticle] = useState("");
  const [days, setDays] = useState({ from: "", until: "" });
  const [isTried, setTried] = useState(false);
  const agree = useDeed(
    (wanted: Wanted, key) =>
      api.POST("/customers/{customer}/discounts", {
        params: { path: { customer }, header: keyed(key) },
        body: wanted,
      }),
    {
      touches: [["customers", customer]],
      onDone: () => {
        tell("success", say("customers.discount_agreed"));
      },
    },
  );
  const percent = kind === "percent" ? parsePercent(value) : null;
  const amount = kind === "percent" ? null : parseAmount(value);
  return (
    <ReasonDialogue
      title={say("customers.discount_agree")}
      submit={say("customers.discount_submit")}
      deed={agree}
      want={(reason) => {
        setTried(true);
        if (percent === null && amount === null) return null;
        return {
          kind,
          percent,
          amount: amount === null ? null : { amount, currency: "SEK" },
          article: article.trim() || null,
          ...periodOf(days),
          reason,
        };
      }}
      onDismiss={onDismiss}
    >
      <ChoiceField
        label={say("customers.discount_kind")}
        value={kind}
        onChange={setKind}
        options={KINDS.map((one) => ({ value: one, label: say(`customers.discount_kind_${one}`) }))}
      />
      {kind === "percent" ? (
        <TextField
          label={say("customers.discount_percent_off")}
          inputMode="decimal"
          value={value}
          onChange={setValue}
          fault={
            isTried && percent === null
              ? say("fields.percent_wrong")
              : fieldFault(agree.failure, "percent")
          }
        />
      ) : (
        <MoneyField
          label={say(
            kind === "fixed" ? "customers.discount_amount_off" : "customers.discount_own_rate",
          )}
          value={value}
          onChange={setValue}
          isTried={isTried}
          fault={fieldFault(agree.failure, "amount")}
        />
      )}
      <TextField
        label={say("orders.article")}
        says={say("customers.discount_article_says")}
        isOptional
        value={article}
        onChange={setArticle}
        fault={fieldFault(agree.failure, "article")}
      />
      <PeriodFields days={days} onChange={setDays} failure={agree.failure} />
    </ReasonDialogue>
  );
}
