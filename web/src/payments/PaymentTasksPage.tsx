import { useSay } from "~/words/say";

import { usePaymentTasks } from "./usePayments";
import { WorkList } from "./WorkList";

/** Payments that staff must look into; their money is placed already. */
export default function PaymentTasksPage() {
  const say = useSay();
  return (
    <WorkList
      title={say("payments.tasks")}
      empty={say("payments.no_tasks")}
      list={usePaymentTasks()}
      deeds={[
        { matter: "done", needs: "end_payment_task" },
        { matter: "return", needs: "return_payment" },
      ]}
      without={["names", "source"]}
      column={{
        id: "task",
        header: say("payments.task"),
        minWidth: 200,
        cell: ({ task }) => task,
      }}
    />
  );
}
