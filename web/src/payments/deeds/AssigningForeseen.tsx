import Alert from "@cloudscape-design/components/alert";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";

import { api, type components } from "~/api/client";
import { useRead } from "~/api/useRead";
import { formatMoney, isZero } from "~/formats/money";
import { InvoiceStateWord } from "~/invoices/InvoiceStateWord";
import { Facts } from "~/parts/Facts";
import { MoneyText } from "~/parts/MoneyText";
import { Shown } from "~/parts/Shown";
import { useSay } from "~/words/say";

type AssigningPreview = components["schemas"]["AssigningPreview"];
type Placing = AssigningPreview["placed"][number];

interface Props {
  readonly payment: string;
  readonly version: number;
  readonly invoice: string;
}

/** Where the money would go. */
export function AssigningForeseen({ payment, version, invoice }: Props) {
  const preview = useRead(["assigning-preview", payment, version, invoice], (signal) =>
    api.GET("/payments/{payment}/assigning-preview", {
      params: { path: { payment }, query: { invoice } },
      signal,
    }),
  );
  return (
    <div role="status">
      <Shown read={preview}>{(told) => <Foreseen foreseen={told} />}</Shown>
    </div>
  );
}

function Foreseen({ foreseen }: { foreseen: AssigningPreview }) {
  const say = useSay();
  const { customer, customer_name, prepaid, limit_before, limit_after } = foreseen;
  const isRaised = limit_before.amount !== limit_after.amount;
  return (
    <SpaceBetween size="s">
      <Table<Placing>
        variant="embedded"
        contentDensity="compact"
        items={foreseen.placed}
        trackBy="invoice"
        ariaLabels={{ tableLabel: say("payments.foreseen") }}
        empty={say("payments.foreseen_none")}
        columnDefinitions={[
          {
            id: "invoice",
            header: say("payments.foreseen"),
            cell: ({ invoice }) => invoice,
            isRowHeader: true,
          },
          {
            id: "amount",
            header: say("payments.placed"),
            cell: ({ amount }) => <MoneyText money={amount} />,
          },
          {
            id: "due",
            header: say("payments.due_then"),
            cell: ({ due_before, due_after }) =>
              say("payments.from_to", {
                from: formatMoney(due_before),
                to: formatMoney(due_after),
              }),
          },
          {
            id: "state",
            header: say("payments.state_then"),
            cell: ({ state_after }) => <InvoiceStateWord state={state_after} />,
          },
        ]}
      />
      <Facts
        columns={3}
        facts={[
          [say("payments.customer"), customer_name ? `${customer_name} (${customer})` : customer],
          [say("payments.becomes_prepaid"), isZero(prepaid) ? null : formatMoney(prepaid)],
          [
            say("payments.limit_then"),
            isRaised
              ? say("payments.from_to", {
                  from: formatMoney(limit_before),
                  to: formatMoney(limit_after),
                })
              : say("payments.limit_stays"),
          ],
        ]}
      />
      {foreseen.is_blocked_after && <Alert type="warning">{say("payments.still_blocked")}</Alert>}
      {foreseen.task && <Alert type="info">{foreseen.task}</Alert>}
    </SpaceBetween>
  );
}
