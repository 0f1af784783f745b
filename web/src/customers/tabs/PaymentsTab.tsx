import { ListTable } from "~/parts/ListTable";
import { PageLink } from "~/parts/PageLink";
import { paymentColumns } from "~/payments/columns";
import { usePayments } from "~/payments/usePayments";
import { useSay } from "~/words/say";

import type { TabProps } from "./tabs";

/** The money that came from the customer, and where it went. */
export default function PaymentsTab({ customer: { number: customer } }: TabProps) {
  const say = useSay();
  const payments = usePayments({ customer, since: "", until: "" });
  const columns = paymentColumns(say, ({ id, bank_date }) => (
    <PageLink to={`/payments/${id}`}>{bank_date}</PageLink>
  ));
  return (
    <ListTable
      title={say("customers.tab_payments")}
      list={payments}
      idOf={({ id }) => id}
      columns={columns.filter(({ id }) => id !== "customer")}
      empty={say("customers.no_payments")}
    />
  );
}
