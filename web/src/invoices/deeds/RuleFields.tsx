import FormField from "@cloudscape-design/components/form-field";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";

import { api } from "~/api/client";
import { useRead } from "~/api/useRead";
import { TextField } from "~/parts/TextField";
import { useSay, type MessageId } from "~/words/say";

import { MoneyField } from "~/parts/MoneyField";
import {
  isOtherText,
  parsePercent,
  parseQuantity,
  RULES_OF_ALL,
  RULES_OF_LINE,
  type TypedRule,
} from "./rules";

interface Props {
  readonly typed: TypedRule;
  readonly onChange: (typed: TypedRule) => void;
  readonly isTried: boolean;
  readonly hasLine: boolean;
}

/** Which rule, and its fields. */
export function RuleFields(props: Props) {
  const { typed, onChange, isTried, hasLine } = props;
  const say = useSay();
  const kinds = (hasLine ? RULES_OF_LINE : RULES_OF_ALL).map((value) => ({
    value,
    label: say(`invoices.rule_${value}`),
    description: say(`invoices.rule_${value}_says`),
  }));
  const text = (field: "text" | "quantity" | "vat" | "percent", title: MessageId, ok: boolean) => (
    <TextField
      label={say(title)}
      value={typed[field]}
      inputMode={field === "text" ? "text" : "decimal"}
      fault={
        isTried && !ok ? say(typed[field].trim() ? "invoices.wrong" : "parts.required") : undefined
      }
      onChange={(value) => {
        onChange({ ...typed, [field]: value });
      }}
    />
  );
  const amount = (title: MessageId) => (
    <MoneyField
      label={say(title)}
      value={typed.amount}
      isTried={isTried}
      onChange={(value) => {
        onChange({ ...typed, amount: value });
      }}
    />
  );
  const words = () => text("text", "invoices.text", typed.text.trim() !== "");
  const off = () => (
    <SpaceBetween size="s">
      <OffBy {...props} />
      {typed.isPercent
        ? text("percent", "invoices.off_percent", Number(parsePercent(typed.percent)) > 0)
        : amount("invoices.off_amount")}
    </SpaceBetween>
  );
  const fields: Readonly<Record<TypedRule["kind"], () => ReactNode>> = {
    reduction: off,
    line_reduction: off,
    line_text: () => text("text", "invoices.text", isOtherText(typed)),
    goodwill: () => amount("invoices.off_amount"),
    own_rate: () => amount("invoices.rate_per_minute"),
    price_list: () => <PriceListField {...props} />,
    article: () => (
      <SpaceBetween size="s">
        {words()}
        {text("quantity", "invoices.quantity", parseQuantity(typed.quantity) !== null)}
        {amount("invoices.unit_price")}
        {text("vat", "invoices.vat_percent", parsePercent(typed.vat) !== null)}
      </SpaceBetween>
    ),
  };
  return (
    <SpaceBetween size="m">
      <FormField label={say("invoices.rule")} stretch>
        <Select
          options={kinds}
          selectedOption={kinds.find(({ value }) => value === typed.kind) ?? null}
          onChange={({ detail }) => {
            const chosen = kinds.find(({ value }) => value === detail.selectedOption.value);
            if (chosen) onChange({ ...typed, kind: chosen.value });
          }}
        />
      </FormField>
      {fields[typed.kind]()}
    </SpaceBetween>
  );
}

function OffBy({ typed, onChange }: Props) {
  const say = useSay();
  return (
    <SegmentedControl
      label={say("invoices.off_by")}
      selectedId={typed.isPercent ? "percent" : "amount"}
      options={[
        { id: "percent", text: say("invoices.by_percent") },
        { id: "amount", text: say("invoices.by_amount") },
      ]}
      onChange={({ detail }) => {
        onChange({ ...typed, isPercent: detail.selectedId === "percent" });
      }}
    />
  );
}

function PriceListField({ typed, onChange, isTried }: Props) {
  const say = useSay();
  const lists = useRead(["price-lists"], (signal) => api.GET("/price-lists", { signal }));
  const options = (lists.told?.items ?? [])
    .filter(({ in_force }) => in_force !== null)
    .map(({ name }) => ({ value: name, label: name }));
  return (
    <FormField
      label={say("invoices.price_list")}
      errorText={isTried && !typed.priceList && say("parts.required")}
      stretch
    >
      <Select
        options={options}
        statusType={lists.told ? "finished" : lists.failure ? "error" : "loading"}
        selectedOption={options.find(({ value }) => value === typed.priceList) ?? null}
        placeholder={say("invoices.choose")}
        onChange={({ detail }) => {
          onChange({ ...typed, priceList: detail.selectedOption.value ?? "" });
        }}
      />
    </FormField>
  );
}
