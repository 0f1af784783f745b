import { formatMoney } from "~/formats/money";
import { Facts } from "~/parts/Facts";
import { InstantText } from "~/parts/InstantText";
import { PageLink } from "~/parts/PageLink";
import { useSay } from "~/words/say";

import type { Payment } from "./usePayments";

/** What whoever told of it said. */
export function PaymentFacts({ payment }: { payment: Payment }) {
  const say = useSay();
  const { amount, bank_date, received_at, source, source_id, names, text, customer } = payment;
  return (
    <Facts
      columns={3}
      facts={[
        [say("payments.amount"), formatMoney(amount)],
        [say("payments.bank_date"), bank_date],
        [say("payments.received_at"), <InstantText key="at" instant={received_at} />],
        [
          say("payments.customer"),
          customer && (
            <PageLink to={`/customers/${customer}`}>{payment.customer_name ?? customer}</PageLink>
          ),
        ],
        [say("payments.names"), names],
        [say("payments.text"), text],
        [say("payments.source"), source],
        [say("payments.source_id"), source_id],
      ]}
    />
  );
}
