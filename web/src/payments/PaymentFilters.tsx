import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";

import { DayField } from "~/parts/DayField";
import { useSay } from "~/words/say";

import type { PaymentsAsked } from "./usePayments";

interface Props {
  readonly asked: PaymentsAsked;
  readonly onAsk: (asked: PaymentsAsked) => void;
}

const NOTHING: PaymentsAsked = { customer: "", since: "", until: "" };

export function PaymentFilters({ asked, onAsk }: Props) {
  const say = useSay();
  const [typed, setTyped] = useState(asked);
  const day = (field: "since" | "until") => (
    <DayField
      label={say(`payments.day_${field}`)}
      value={typed[field]}
      onChange={(value) => {
        setTyped({ ...typed, [field]: value });
      }}
    />
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onAsk({ ...typed, customer: typed.customer.trim() });
      }}
    >
      <SpaceBetween direction="horizontal" size="s" alignItems="end">
        <FormField label={say("payments.customer_number")}>
          <Input
            value={typed.customer}
            inputMode="numeric"
            onChange={({ detail }) => {
              setTyped({ ...typed, customer: detail.value });
            }}
          />
        </FormField>
        {day("since")}
        {day("until")}
        <Button>{say("payments.show")}</Button>
        {JSON.stringify(asked) !== JSON.stringify(NOTHING) && (
          <Button
            formAction="none"
            variant="link"
            onClick={() => {
              onAsk(NOTHING);
            }}
          >
            {say("payments.show_latest")}
          </Button>
        )}
      </SpaceBetween>
    </form>
  );
}
