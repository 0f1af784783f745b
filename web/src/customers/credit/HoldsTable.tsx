import Header from "@cloudscape-design/components/header";
import Table from "@cloudscape-design/components/table";

import { formatDuration } from "~/formats/times";
import { InstantText } from "~/parts/InstantText";
import { MoneyText } from "~/parts/MoneyText";
import { StatusWord } from "~/parts/StatusWord";
import { useSay } from "~/words/say";

import type { Credit } from "../useCustomer";

const KINDS = { waiting: "pending", talking: "in-progress", over: "stopped" } as const;

/** What is held for calls now; nothing where nobody rings. */
export function HoldsTable({ holds }: { holds: Credit["holds"] }) {
  const say = useSay();
  if (!holds.length) return null;
  const title = say("customers.holds");
  return (
    <Table
      contentDensity="compact"
      enableKeyboardNavigation
      header={<Header variant="h2">{title}</Header>}
      ariaLabels={{ tableLabel: title }}
      items={holds}
      trackBy="call"
      columnDefinitions={[
        {
          id: "since",
          header: say("customers.hold_since"),
          cell: ({ since }) => <InstantText instant={since} />,
          isRowHeader: true,
        },
        {
          id: "state",
          header: say("customers.status"),
          cell: ({ is_over, answered_at }) => (
            <StatusWord
              status={is_over ? "over" : answered_at ? "talking" : "waiting"}
              prefix="customers.hold_"
              kinds={KINDS}
            />
          ),
        },
        {
          id: "talk",
          header: say("customers.hold_talk"),
          cell: ({ talk_seconds }) => formatDuration(talk_seconds),
        },
        {
          id: "amount",
          header: say("customers.held"),
          cell: ({ amount }) => <MoneyText money={amount} />,
        },
      ]}
    />
  );
}
