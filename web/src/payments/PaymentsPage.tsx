import { ListTable } from "~/parts/ListTable";
import { Page } from "~/parts/Page";
import { PageLink } from "~/parts/PageLink";
import { useSay } from "~/words/say";

import { paymentColumns } from "./columns";
import { PaymentFilters } from "./PaymentFilters";
import { usePaymentsAsked } from "./usePaymentsAsked";
import { usePayments } from "./usePayments";

/** What came in, the newest first: of the last 30 days, or as asked for. */
export default function PaymentsPage() {
  const say = useSay();
  const [asked, ask] = usePaymentsAsked();
  const payments = usePayments(asked);
  return (
    <Page title={say("payments.title")} isList>
      <ListTable
        isPage
        isWrapped
        title={say("payments.title")}
        list={payments}
        idOf={({ id }) => id}
        columns={paymentColumns(say, ({ id, bank_date }) => (
          <PageLink to={`/payments/${id}`}>{bank_date}</PageLink>
        ))}
        empty={say("payments.none")}
        filter={<PaymentFilters key={JSON.stringify(asked)} asked={asked} onAsk={ask} />}
      />
    </Page>
  );
}
