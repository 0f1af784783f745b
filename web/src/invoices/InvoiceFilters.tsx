import Button from "@cloudscape-design/components/button";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";

import { useSay } from "~/words/say";

import { LATE_BANDS } from "./age";
import { FILTERS, type Asked } from "./useInvoices";

interface Props {
  readonly asked: Asked;
  readonly onAsk: (asked: Partial<Asked>) => void;
}

export function InvoiceFilters({ asked, onAsk }: Props) {
  const say = useSay();
  const states = [
    { value: "", label: say("invoices.filter_waiting") },
    ...FILTERS.map((value) => ({ value, label: say(`invoices.filter_${value}`) })),
  ];
  const ages = [
    { value: "", label: say("invoices.any_age") },
    ...LATE_BANDS.map((value) => ({ value, label: say(`invoices.band_${value}`) })),
  ];
  const isOfLate = asked.state === "overdue" || asked.age !== null;
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      <Select
        ariaLabel={say("invoices.filter_state")}
        options={states}
        selectedOption={
          states.find(({ value }) => value === (asked.age ? "overdue" : (asked.state ?? ""))) ??
          null
        }
        onChange={({ detail }) => {
          const state = FILTERS.find((one) => one === detail.selectedOption.value) ?? null;
          onAsk({ state, age: null });
        }}
      />
      {isOfLate && (
        <Select
          ariaLabel={say("invoices.filter_age")}
          options={ages}
          selectedOption={ages.find(({ value }) => value === (asked.age ?? "")) ?? null}
          onChange={({ detail }) => {
            const age = LATE_BANDS.find((one) => one === detail.selectedOption.value) ?? null;
            onAsk({ state: "overdue", age });
          }}
        />
      )}
      <CustomerFilter key={asked.customer} asked={asked} onAsk={onAsk} />
      {(asked.state !== null || isOfLate || asked.customer) && (
        <Button
          variant="link"
          onClick={() => {
            onAsk({ state: null, age: null, customer: "" });
          }}
        >
          {say("invoices.filter_none")}
        </Button>
      )}
    </SpaceBetween>
  );
}

function CustomerFilter({ asked, onAsk }: Props) {
  const say = useSay();
  const [typed, setTyped] = useState(asked.customer);
  return (
    <Input
      type="search"
      inputMode="numeric"
      value={typed}
      ariaLabel={say("invoices.filter_customer")}
      placeholder={say("invoices.filter_customer")}
      onChange={({ detail }) => {
        setTyped(detail.value);
        if (detail.value === "") onAsk({ customer: "" });
      }}
      onKeyDown={({ detail }) => {
        if (detail.key === "Enter") onAsk({ customer: typed.trim() });
      }}
    />
  );
}
