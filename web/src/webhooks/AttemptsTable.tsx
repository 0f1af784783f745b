import StatusIndicator from "@cloudscape-design/components/status-indicator";

import { formatExactInstant } from "~/formats/times";
import { formatCount } from "~/formats/numbers";
import { useListOf } from "~/parts/listOf";
import { ListTable } from "~/parts/ListTable";
import { useSay } from "~/words/say";

import type { Delivery } from "./useWebhooks";

/** Every attempt at a delivery, the first one first. */
export function AttemptsTable({ attempts }: { attempts: Delivery["log"] }) {
  const say = useSay();
  const list = useListOf(attempts);
  return (
    <ListTable
      title={say("webhooks.attempts")}
      list={list}
      idOf={({ number }) => `${number}`}
      empty={say("webhooks.no_attempts")}
      columns={[
        { id: "number", header: say("webhooks.attempt"), cell: ({ number }) => number },
        { id: "at", header: say("webhooks.attempt_at"), cell: ({ at }) => formatExactInstant(at) },
        {
          id: "answer",
          header: say("webhooks.answer"),
          cell: ({ status, failure }) => (
            <StatusIndicator type={status && status < 300 ? "success" : "error"}>
              {status ?? failure}
            </StatusIndicator>
          ),
        },
        {
          id: "took",
          header: say("webhooks.took"),
          isNumeric: true,
          cell: ({ milliseconds }) =>
            say("webhooks.milliseconds", { count: formatCount(milliseconds) }),
        },
        {
          id: "response",
          header: say("webhooks.response"),
          minWidth: 240,
          cell: ({ response }) => <span className="delivery-body">{response}</span>,
        },
      ]}
    />
  );
}
