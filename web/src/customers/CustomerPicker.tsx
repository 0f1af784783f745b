import Autosuggest from "@cloudscape-design/components/autosuggest";
import FormField from "@cloudscape-design/components/form-field";
import { useDeferredValue } from "react";

import { useSay } from "~/words/say";

import { SHORTEST_SEARCH, useCustomers } from "./useCustomers";

interface Props {
  readonly label: string;
  /** What is typed: a customer number, once one is chosen. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Who is not to be chosen. */
  readonly except?: string;
  readonly fault?: string | undefined;
}

/** A customer, found by whatever names one. */
export function CustomerPicker({ label, value, onChange, except, fault }: Props) {
  const say = useSay();
  const searched = useDeferredValue(value.trim());
  const found = useCustomers(searched.length >= SHORTEST_SEARCH ? searched : "");
  return (
    <FormField
      label={label}
      constraintText={say("customers.search_says")}
      errorText={fault}
      stretch
    >
      <Autosuggest
        value={value}
        filteringType="manual"
        hideEnteredTextOption
        statusType={found.isLoading ? "loading" : "finished"}
        loadingText={say("parts.loading")}
        empty={say("customers.none_found")}
        options={found.items
          .filter(({ number, status }) => number !== except && status === "active")
          .slice(0, 20)
          .map(({ number, name, street, city }) => ({
            value: number,
            label: `${name} (${number})`,
            description: `${street}, ${city}`,
          }))}
        onChange={({ detail }) => {
          onChange(detail.value);
        }}
      />
    </FormField>
  );
}

export function isCustomerNumber(text: string): boolean {
  return /^[1-9]\d{5,11}$/.test(text.trim());
}
