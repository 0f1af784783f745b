import type { ReactNode } from "react";

import { MoneyText } from "~/parts/MoneyText";
import { PageLink } from "~/parts/PageLink";
import type { Column } from "~/parts/ListTable";
import type { Say } from "~/words/say";

import { PaymentWhere } from "./PaymentWhere";
import type { Payment } from "./usePayments";

/** Of all payments; those that are worked off have a column of their own in place of `where`. */
export function paymentColumns(
  say: Say,
  first: (payment: Payment) => ReactNode,
  matter?: Column<Payment>,
): readonly Column<Payment>[] {
  return [
    { id: "bank_date", header: say("payments.bank_date"), minWidth: 110, cell: first },
    {
      id: "amount",
      header: say("payments.amount"),
      isNumeric: true,
      cell: ({ amount }) => <MoneyText money={amount} />,
    },
    matter ?? {
      id: "where",
      header: say("payments.where"),
      minWidth: 150,
      cell: (payment) => <PaymentWhere payment={payment} />,
    },
    {
      id: "customer",
      header: say("payments.customer"),
      minWidth: 140,
      cell: ({ customer, customer_name }) =>
        customer ? (
          <PageLink to={`/customers/${customer}`}>{customer_name ?? customer}</PageLink>
        ) : (
          say("parts.none")
        ),
    },
    {
      id: "invoices",
      header: say("payments.invoices"),
      cell: ({ applied }) =>
        applied.map(({ invoice }) => (
          <div key={invoice}>
            <PageLink to={`/invoices/${invoice}`}>{invoice}</PageLink>
          </div>
        )),
    },
    { id: "names", header: say("payments.names"), cell: ({ names }) => names },
    { id: "text", header: say("payments.text"), minWidth: 140, cell: ({ text }) => text },
    { id: "source", header: say("payments.source"), cell: ({ source }) => source },
  ];
}
