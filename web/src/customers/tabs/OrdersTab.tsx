import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";

import { useMay } from "~/api/me";
import { GoodwillDialogue } from "~/orders/GoodwillDialogue";
import { NewOrderDialogue } from "~/orders/NewOrderDialogue";
import { useOrders } from "~/orders/orders";
import { OrdersTable } from "~/orders/OrdersTable";
import { useSay } from "~/words/say";

import type { TabProps } from "./tabs";

/** What the customer was charged for and given, each with how it came about. */
export default function OrdersTab({ customer }: TabProps) {
  const say = useSay();
  const may = useMay();
  const { number, price_list, status } = customer;
  const orders = useOrders({ customer: number });
  const [entering, setEntering] = useState<"order" | "goodwill" | null>(null);
  const close = () => {
    setEntering(null);
  };
  const isActive = status === "active";
  return (
    <>
      <OrdersTable
        isOfOne
        list={orders}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            {isActive && may("give_goodwill") && (
              <Button
                onClick={() => {
                  setEntering("goodwill");
                }}
              >
                {say("orders.goodwill")}
              </Button>
            )}
            {isActive && may("create_order") && (
              <Button
                variant="primary"
                onClick={() => {
                  setEntering("order");
                }}
              >
                {say("orders.enter")}
              </Button>
            )}
          </SpaceBetween>
        }
      />
      {entering === "order" && (
        <NewOrderDialogue customer={number} priceList={price_list} onDismiss={close} />
      )}
      {entering === "goodwill" && <GoodwillDialogue customer={number} onDismiss={close} />}
    </>
  );
}
