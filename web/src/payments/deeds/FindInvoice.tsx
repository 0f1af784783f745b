import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";

import { api } from "~/api/client";
import { useList } from "~/api/useList";
import { formatMoney, minorUnits } from "~/formats/money";
import { useInvoices } from "~/invoices/useInvoices";
import { Shown } from "~/parts/Shown";
import { useSettled } from "~/parts/useSettled";
import { useSay } from "~/words/say";

interface Props {
  /** A reference, or whatever may find the customer. */
  readonly typed: string;
  readonly onChange: (typed: string) => void;
  readonly isTried: boolean;
  readonly customer: string | null;
}

const REFERENCE = /^[1-9]\d{5,11}-\d{4,6}$/;
const SHORTEST_SEARCH = 2;
const MOST_HITS = 6;

export function isReference(typed: string): boolean {
  return REFERENCE.test(typed);
}

/** The basis that money is for: by its reference, or by whom it is of. */
export function FindInvoice({ typed, onChange, isTried, customer }: Props) {
  const say = useSay();
  const [chosen, setChosen] = useState(customer);
  const isFound = isReference(typed.trim());
  return (
    <SpaceBetween size="xs">
      <FormField
        label={say("payments.invoice")}
        description={say("payments.invoice_says")}
        errorText={isTried && !isFound && say("payments.no_invoice")}
        stretch
      >
        <Input
          type="search"
          value={typed}
          autoFocus
          onChange={({ detail }) => {
            onChange(detail.value);
          }}
        />
      </FormField>
      {!isFound && <Hits searched={typed} onChoose={setChosen} />}
      {!isFound && chosen && <Candidates customer={chosen} onChoose={onChange} />}
    </SpaceBetween>
  );
}

interface HitsProps {
  readonly searched: string;
  readonly onChoose: (customer: string) => void;
}

function Hits({ searched, onChoose }: HitsProps) {
  const say = useSay();
  const search = useSettled(searched.trim());
  const hits = useList(
    ["customers", { search, limit: MOST_HITS }],
    (cursor, signal) =>
      api.GET("/customers", { params: { query: { search, limit: MOST_HITS, ...cursor } }, signal }),
    { when: search.length >= SHORTEST_SEARCH },
  );
  if (search.length < SHORTEST_SEARCH) return null;
  return (
    <div role="status">
      <SpaceBetween direction="horizontal" size="xs">
        {hits.items.map(({ number, name }) => (
          <Button
            key={number}
            formAction="none"
            onClick={() => {
              onChoose(number);
            }}
          >
            {`${name} (${number})`}
          </Button>
        ))}
        {!hits.isLoading && !hits.items.length && (
          <Box color="text-body-secondary">{say("payments.nobody_found")}</Box>
        )}
      </SpaceBetween>
    </div>
  );
}

interface CandidatesProps {
  readonly customer: string;
  readonly onChoose: (reference: string) => void;
}

/** Those of the customer on which something is due. */
function Candidates({ customer, onChoose }: CandidatesProps) {
  const say = useSay();
  const invoices = useInvoices({ customer, state: null, age: null });
  const due = invoices.items.filter((invoice) => minorUnits(invoice.due) > 0n);
  return (
    <Shown
      read={{
        told: invoices.isLoading ? undefined : due,
        version: null,
        failure: invoices.failure,
        isLoading: invoices.isLoading,
        isPrevious: false,
        again: () => Promise.resolve(undefined),
      }}
    >
      {(told) => (
        <SpaceBetween direction="horizontal" size="xs">
          {told.map((invoice) => (
            <Button
              key={invoice.reference}
              formAction="none"
              iconName="file"
              onClick={() => {
                onChoose(invoice.reference);
              }}
            >
              {say("payments.candidate", {
                reference: invoice.reference,
                due: formatMoney(invoice.due),
              })}
            </Button>
          ))}
          {!told.length && (
            <Box color="text-body-secondary">{say("payments.nothing_due", { customer })}</Box>
          )}
        </SpaceBetween>
      )}
    </Shown>
  );
}
