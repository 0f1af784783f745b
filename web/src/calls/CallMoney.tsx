import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";

import { formatMoney } from "~/formats/money";
import { formatDuration, formatInstant } from "~/formats/times";
import { Facts } from "~/parts/Facts";
import { MoneyText } from "~/parts/MoneyText";
import { PageLink } from "~/parts/PageLink";
import { useSay } from "~/words/say";

import type { CallTrace } from "./useCall";

import "~/parts/list.css";

/** The price the call kept, the credit held for it, and what was charged. */
export function CallMoney({ trace }: { trace: CallTrace }) {
  const say = useSay();
  const { price, hold, orders, charged } = trace;
  if (!price && !hold && !orders.length) return null;
  return (
    <Container header={<Header variant="h2">{say("calls.money")}</Header>}>
      <SpaceBetween size="l">
        <Facts
          columns={4}
          facts={[
            [say("calls.charged"), charged && formatMoney(charged)],
            [say("calls.article"), price?.article],
            [
              say("calls.price_list"),
              price &&
                say("calls.price_list_of", {
                  name: price.price_list,
                  from: formatInstant(price.valid_from),
                }),
            ],
            [say("calls.discounts"), price?.discounts.length ?? ""],
            ...(hold
              ? ([
                  [say("calls.held"), formatMoney(hold.amount)],
                  [say("calls.answered_at"), hold.answered_at && formatInstant(hold.answered_at)],
                  [say("calls.state"), say(hold.is_live ? "calls.hold_live" : "calls.hold_over")],
                ] as const)
              : []),
          ]}
        />
        {orders.length > 0 && <Orders orders={orders} />}
      </SpaceBetween>
    </Container>
  );
}

function Orders({ orders }: { orders: CallTrace["orders"] }) {
  const say = useSay();
  return (
    <Table
      variant="embedded"
      contentDensity="compact"
      items={orders}
      trackBy={({ contact, is_correction, talk_began_at }) =>
        [contact, is_correction, talk_began_at].join(" ")
      }
      ariaLabels={{ tableLabel: say("calls.orders") }}
      header={<Box variant="h3">{say("calls.orders")}</Box>}
      columnDefinitions={[
        {
          id: "began",
          header: say("calls.at"),
          cell: (order) => formatInstant(order.talk_began_at),
          isRowHeader: true,
        },
        {
          id: "talk",
          header: <div className="numeric">{say("calls.talked")}</div>,
          cell: (order) => <div className="numeric">{formatDuration(order.talk_seconds)}</div>,
        },
        {
          id: "billed",
          header: <div className="numeric">{say("calls.billed")}</div>,
          cell: (order) => <div className="numeric">{formatDuration(order.billed_seconds)}</div>,
        },
        {
          id: "amount",
          header: <div className="numeric">{say("calls.amount")}</div>,
          cell: (order) => (
            <div className="numeric">
              <MoneyText money={order.amount} />
            </div>
          ),
        },
        {
          id: "invoice",
          header: say("calls.invoice"),
          cell: ({ invoice }) => <PageLink to={`/invoices/${invoice}`}>{invoice}</PageLink>,
        },
      ]}
    />
  );
}
