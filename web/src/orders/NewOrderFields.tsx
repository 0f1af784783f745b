import FormField from "@cloudscape-design/components/form-field";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import SpaceBetween from "@cloudscape-design/components/space-between";

import { api } from "~/api/client";
import { fieldFault, type Failure } from "~/api/problem";
import { useRead } from "~/api/useRead";
import { formatMoney } from "~/formats/money";
import { ChoiceField } from "~/parts/ChoiceField";
import { MoneyField } from "~/parts/MoneyField";
import { TextField } from "~/parts/TextField";
import { useSay } from "~/words/say";

import { parseQuantity } from "./parseOrder";
import { VatField } from "./SumForeseen";

export interface TypedOrder {
  readonly kind: "own" | "article";
  readonly text: string;
  readonly price: string;
  readonly percent: string;
  readonly article: string;
  readonly quantity: string;
}

interface Props {
  readonly typed: TypedOrder;
  readonly onChange: (typed: TypedOrder) => void;
  readonly isTried: boolean;
  readonly priceList: string;
  readonly failure: Failure | undefined;
}

export function NewOrderFields({ typed, onChange, isTried, priceList, failure }: Props) {
  const say = useSay();
  const missing = (value: string) => (isTried && !value.trim() ? say("parts.required") : undefined);
  return (
    <SpaceBetween size="m">
      <FormField label={say("orders.line")}>
        <SegmentedControl
          label={say("orders.line")}
          selectedId={typed.kind}
          options={(["own", "article"] as const).map((id) => ({
            id,
            text: say(`orders.line_${id}`),
          }))}
          onChange={({ detail }) => {
            onChange({ ...typed, kind: detail.selectedId === "article" ? "article" : "own" });
          }}
        />
      </FormField>
      {typed.kind === "own" ? (
        <>
          <TextField
            label={say("orders.text")}
            value={typed.text}
            fault={missing(typed.text) ?? fieldFault(failure, "line")}
            onChange={(text) => {
              onChange({ ...typed, text });
            }}
          />
          <MoneyField
            label={say("orders.unit_price")}
            value={typed.price}
            isTried={isTried}
            onChange={(price) => {
              onChange({ ...typed, price });
            }}
          />
          <VatField
            value={typed.percent}
            isTried={isTried}
            onChange={(percent) => {
              onChange({ ...typed, percent });
            }}
          />
        </>
      ) : (
        <ArticleField
          value={typed.article}
          priceList={priceList}
          fault={missing(typed.article)}
          onChange={(article) => {
            onChange({ ...typed, article });
          }}
        />
      )}
      <TextField
        label={say("orders.quantity")}
        inputMode="numeric"
        value={typed.quantity}
        fault={
          isTried && parseQuantity(typed.quantity) === null
            ? say("orders.quantity_wrong")
            : undefined
        }
        onChange={(quantity) => {
          onChange({ ...typed, quantity });
        }}
      />
    </SpaceBetween>
  );
}

interface ArticleProps {
  readonly value: string;
  readonly priceList: string;
  readonly fault: string | undefined;
  readonly onChange: (article: string) => void;
}

function ArticleField({ value, priceList, fault, onChange }: ArticleProps) {
  const say = useSay();
  const { told } = useRead(["articles"], (signal) => api.GET("/articles", { signal }));
  const options = (told?.items ?? []).flatMap(({ number, description, price_lists }) => {
    const sold = price_lists.find(({ price_list }) => price_list === priceList);
    if (!sold) return [];
    const label = `${number} – ${description}, ${formatMoney(sold.rate_per_minute)}`;
    return [{ value: number, label }];
  });
  return (
    <ChoiceField
      label={say("orders.article")}
      value={value}
      options={options}
      fault={fault}
      onChange={onChange}
    />
  );
}
