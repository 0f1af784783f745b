import { useState, type ReactNode } from "react";

import type { List } from "~/api/useList";
import { ListTable } from "~/parts/ListTable";
import { useSay } from "~/words/say";

import { orderColumns } from "./columns";
import { OrderDialogue } from "./OrderDialogue";
import type { Order } from "./orders";
import { RefundDialogue } from "./RefundDialogue";

interface Props {
  readonly list: List<Order>;
  /** Whether all are one customer's. */
  readonly isOfOne?: boolean;
  readonly isPage?: boolean;
  readonly actions?: ReactNode;
  readonly filter?: ReactNode;
}

/** Orders, each with its explanation, and from there its refund. */
export function OrdersTable({ list, isOfOne = false, isPage = false, actions, filter }: Props) {
  const say = useSay();
  const [opened, setOpened] = useState<Order | null>(null);
  const [refunded, setRefunded] = useState<Order | null>(null);
  return (
    <>
      <ListTable
        title={say("orders.title")}
        list={list}
        idOf={(order) => order.id}
        columns={orderColumns(say, setOpened, isOfOne)}
        empty={say("orders.none")}
        isPage={isPage}
        actions={actions}
        filter={filter}
      />
      {opened && (
        <OrderDialogue
          order={opened}
          onRefund={() => {
            setRefunded(opened);
            setOpened(null);
          }}
          onDismiss={() => {
            setOpened(null);
          }}
        />
      )}
      {refunded && (
        <RefundDialogue
          order={refunded}
          onDismiss={() => {
            setRefunded(null);
          }}
        />
      )}
    </>
  );
}
