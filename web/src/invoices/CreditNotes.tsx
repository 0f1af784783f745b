import StatusIndicator from "@cloudscape-design/components/status-indicator";

import type { components } from "~/api/client";
import { useListOf } from "~/parts/listOf";
import { ListTable } from "~/parts/ListTable";
import { MoneyText } from "~/parts/MoneyText";
import { useSay } from "~/words/say";

export function CreditNotes({ notes }: { notes: readonly components["schemas"]["CreditNote"][] }) {
  const say = useSay();
  return (
    <ListTable
      isWrapped
      title={say("invoices.credit_notes")}
      list={useListOf(notes, 10)}
      idOf={({ id }) => id}
      columns={[
        { id: "id", header: say("invoices.credit_note"), cell: ({ id }) => id },
        { id: "issued_on", header: say("invoices.issued_on"), cell: (note) => note.issued_on },
        { id: "why", header: say("invoices.why"), cell: ({ why }) => why },
        {
          id: "is_at_ledger",
          header: say("invoices.at_ledger"),
          cell: ({ is_at_ledger }) =>
            is_at_ledger ? (
              <StatusIndicator>{say("invoices.at_ledger_yes")}</StatusIndicator>
            ) : (
              <StatusIndicator type="pending">{say("invoices.at_ledger_no")}</StatusIndicator>
            ),
        },
        {
          id: "amount",
          header: say("invoices.amount"),
          isNumeric: true,
          cell: ({ amount }) => <MoneyText money={amount} />,
        },
      ]}
    />
  );
}
