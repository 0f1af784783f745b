import type { components } from "~/api/client";
import { useListOf } from "~/parts/listOf";
import { ListTable } from "~/parts/ListTable";
import { MoneyText } from "~/parts/MoneyText";
import { PageLink } from "~/parts/PageLink";
import { useSay } from "~/words/say";

export function PaymentsOnIt({
  payments,
}: {
  payments: readonly components["schemas"]["AppliedPayment"][];
}) {
  const say = useSay();
  return (
    <ListTable
      title={say("invoices.payments")}
      list={useListOf(payments, 10)}
      idOf={({ payment }) => payment}
      columns={[
        {
          id: "bank_date",
          header: say("invoices.bank_date"),
          cell: ({ payment, bank_date }) => (
            <PageLink to={`/payments/${payment}`}>{bank_date}</PageLink>
          ),
        },
        { id: "source", header: say("invoices.source"), cell: ({ source }) => source },
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
