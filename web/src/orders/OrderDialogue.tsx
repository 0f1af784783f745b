import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";

import { useMay } from "~/api/me";
import { minorUnits } from "~/formats/money";
import { formatDuration } from "~/formats/times";
import { Facts } from "~/parts/Facts";
import { InstantText } from "~/parts/InstantText";
import { MoneyText } from "~/parts/MoneyText";
import { PageLink } from "~/parts/PageLink";
import { ShowDialogue } from "~/parts/ShowDialogue";
import { useSay } from "~/words/say";

import { what } from "./columns";
import { Explanation } from "./Explanation";
import type { Order } from "./orders";

interface Props {
  readonly order: Order;
  readonly onRefund: () => void;
  readonly onDismiss: () => void;
}

/** How one order came to its amount. */
export function OrderDialogue({ order, onRefund, onDismiss }: Props) {
  const say = useSay();
  const may = useMay();
  const isRefundable = minorUnits(order.amount) > 0n && may("refund_order");
  return (
    <ShowDialogue
      title={what(order, say)}
      onDismiss={onDismiss}
      actions={isRefundable && <Button onClick={onRefund}>{say("orders.refund")}</Button>}
    >
      <SpaceBetween size="l">
        <Facts
          columns={3}
          facts={[
            [say("orders.amount"), <MoneyText key="amount" money={order.amount} />],
            [say("orders.vat"), `${order.vat_percent.replace(".", ",")} %`],
            [
              say("orders.basis"),
              <PageLink key="basis" to={`/invoices/${order.basis}`}>
                {order.basis}
              </PageLink>,
            ],
            ...(order.kind === "call"
              ? ([
                  [say("orders.talk"), formatDuration(order.talk_seconds)],
                  [say("orders.billed"), formatDuration(order.billed_seconds)],
                  [say("orders.rated_at"), <InstantText key="at" instant={order.rated_at} />],
                ] as const)
              : ([
                  [say("orders.who"), order.who],
                  [say("orders.why"), order.why],
                  [say("orders.at"), <InstantText key="at" instant={order.entered_at} />],
                ] as const)),
          ]}
        />
        <div>
          <Box variant="h3">{say("orders.explanation")}</Box>
          <Explanation order={order.id} label={say("orders.explanation")} />
        </div>
      </SpaceBetween>
    </ShowDialogue>
  );
}
