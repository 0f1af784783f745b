import { formatTelephone } from "~/formats/numbers";
import { formatDuration } from "~/formats/times";
import { InstantText } from "~/parts/InstantText";
import type { Column } from "~/parts/ListTable";
import { MoneyText } from "~/parts/MoneyText";
import { OpenLink } from "~/parts/OpenLink";
import { PageLink } from "~/parts/PageLink";
import type { Say } from "~/words/say";

import type { Order } from "./orders";

export function orderColumns(
  say: Say,
  open: (order: Order) => void,
  isOfOne: boolean,
): readonly Column<Order>[] {
  return [
    {
      id: "at",
      header: say("orders.at"),
      minWidth: 150,
      cell: (order) => (
        <OpenLink
          onOpen={() => {
            open(order);
          }}
        >
          <InstantText instant={order.kind === "call" ? order.talk_began_at : order.entered_at} />
        </OpenLink>
      ),
    },
    ...(isOfOne ? [] : [customer(say)]),
    { id: "what", header: say("orders.what"), minWidth: 180, cell: (order) => what(order, say) },
    {
      id: "talk",
      header: say("orders.talk"),
      isNumeric: true,
      cell: (order) => (
        <span className="figures">
          {order.kind === "call" ? formatDuration(order.talk_seconds) : `${order.quantity} ×`}
        </span>
      ),
    },
    { id: "article", header: say("orders.article"), cell: ({ article }) => article },
    {
      id: "amount",
      header: say("orders.amount"),
      isNumeric: true,
      cell: ({ amount }) => <MoneyText money={amount} />,
    },
    {
      id: "basis",
      header: say("orders.basis"),
      cell: ({ basis }) => <PageLink to={`/invoices/${basis}`}>{basis}</PageLink>,
    },
  ];
}

/** In a few words, what an order is for. */
export function what(order: Order, say: Say): string {
  if (order.kind !== "call")
    return order.kind === "line"
      ? order.text
      : `${say(`orders.kind_${order.kind}`)}: ${order.text}`;
  const line = formatTelephone(order.line);
  return say(order.is_correction ? "orders.correction_of" : "orders.call_to", { line });
}

function customer(say: Say): Column<Order> {
  return {
    id: "customer",
    header: say("orders.customer"),
    minWidth: 160,
    cell: (order) => (
      <PageLink to={`/customers/${order.customer}`}>
        {order.customer_name ?? order.customer}
      </PageLink>
    ),
  };
}
