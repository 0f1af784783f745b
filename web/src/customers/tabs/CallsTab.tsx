import { api } from "~/api/client";
import { useList } from "~/api/useList";
import { journalColumns } from "~/calls/Journal";
import { ListTable } from "~/parts/ListTable";
import { useSay } from "~/words/say";

import type { TabProps } from "./tabs";

/** Every call that was taken for the customer's: what was decided, and why. */
export default function CallsTab({ customer: { number: customer } }: TabProps) {
  const say = useSay();
  const calls = useList(["customers", customer, "calls"], (cursor, signal) =>
    api.GET("/calls", { params: { query: { customer, ...cursor } }, signal }),
  );
  return (
    <ListTable
      title={say("customers.tab_calls")}
      list={calls}
      idOf={({ call, step }) => `${call} ${step}`}
      columns={journalColumns(say).filter(({ id }) => id !== "customer")}
      empty={say("customers.no_calls")}
    />
  );
}
