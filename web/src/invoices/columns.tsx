import { today } from "~/formats/days";
import { formatDay } from "~/formats/times";
import type { Column } from "~/parts/ListTable";
import { MoneyText } from "~/parts/MoneyText";
import { PageLink } from "~/parts/PageLink";
import type { Say } from "~/words/say";

import { daysBetween } from "./age";
import { InvoiceStateWord } from "./InvoiceStateWord";
import type { InvoiceSummary } from "./useInvoices";

export function invoiceColumns(say: Say): readonly Column<InvoiceSummary>[] {
  return [
    {
      id: "reference",
      header: say("invoices.reference"),
      minWidth: 120,
      cell: ({ reference }) => <PageLink to={`/invoices/${reference}`}>{reference}</PageLink>,
    },
    {
      id: "state",
      header: say("invoices.state"),
      minWidth: 120,
      cell: ({ state, is_overdue }) => <InvoiceStateWord state={state} isOverdue={is_overdue} />,
    },
    {
      id: "customer",
      header: say("invoices.customer"),
      minWidth: 150,
      cell: ({ customer, customer_name }) => (
        <PageLink to={`/customers/${customer}`}>{customer_name ?? customer}</PageLink>
      ),
    },
    amount("payable", say("invoices.payable")),
    amount("due", say("invoices.due")),
    {
      id: "due_on",
      header: say("invoices.due_on"),
      minWidth: 110,
      cell: (invoice) => <DueDay invoice={invoice} say={say} />,
    },
    {
      id: "closed_at",
      header: say("invoices.closed_at"),
      cell: ({ closed_at }) => <span className="figures">{formatDay(closed_at)}</span>,
    },
    {
      id: "invoice_number",
      header: say("invoices.number_short"),
      cell: ({ invoice_number }) => invoice_number ?? say("parts.none"),
    },
  ];

  function amount(id: "payable" | "due", header: string): Column<InvoiceSummary> {
    return {
      id,
      header,
      isNumeric: true,
      cell: (invoice) => <MoneyText money={invoice[id]} />,
    };
  }
}

function DueDay({ invoice, say }: { invoice: InvoiceSummary; say: Say }) {
  const { due_on, is_overdue } = invoice;
  if (due_on === null) return say("parts.none");
  return (
    <span className="figures">
      {due_on}
      {is_overdue && ` · ${say("invoices.days_late", { days: daysBetween(due_on, today()) })}`}
    </span>
  );
}
