import { api } from "~/api/client";
import { useList, type List } from "~/api/useList";
import { invoiceColumns } from "~/invoices/columns";
import type { InvoiceSummary } from "~/invoices/useInvoices";
import { ListTable } from "~/parts/ListTable";
import { useSay } from "~/words/say";

import type { TabProps } from "./tabs";

/** The customer's closed invoice bases, the newest first. */
export default function InvoicesTab({ customer }: TabProps) {
  const say = useSay();
  const invoices = useCustomerInvoices(customer.number);
  return (
    <ListTable
      title={say("customers.tab_invoices")}
      list={invoices}
      idOf={({ reference }) => reference}
      columns={invoiceColumns(say).filter(({ id }) => id !== "customer")}
      empty={say("customers.no_invoices")}
    />
  );
}

export function useCustomerInvoices(customer: string): List<InvoiceSummary> {
  return useList(["customers", customer, "invoices"], (cursor, signal) =>
    api.GET("/invoices", { params: { query: { customer, ...cursor } }, signal }),
  );
}
