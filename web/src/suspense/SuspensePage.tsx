import { useSuspense } from "~/payments/usePayments";
import { WorkList } from "~/payments/WorkList";
import { useSay } from "~/words/say";

/** Money that nobody could place. */
export default function SuspensePage() {
  const say = useSay();
  return (
    <WorkList
      title={say("payments.suspense_title")}
      empty={say("payments.no_suspense")}
      list={useSuspense()}
      deeds={[
        { matter: "assign", needs: "assign_payment" },
        { matter: "return", needs: "return_payment" },
      ]}
      without={["invoices", "source"]}
      column={{
        id: "why",
        header: say("payments.suspended_because"),
        minWidth: 200,
        cell: ({ suspended_because_in_words }) => suspended_because_in_words,
      }}
    />
  );
}
