import { api, type components } from "~/api/client";
import { useList, type List } from "~/api/useList";

export type Order = components["schemas"]["OrderPage"]["items"][number];

export interface OrderFilter {
  readonly customer?: string;
  readonly basis?: string;
  readonly line?: string;
  readonly since?: string;
  readonly until?: string;
}

export function useOrders(filter: OrderFilter): List<Order> {
  return useList(["orders", filter], (cursor, signal) =>
    api.GET("/orders", { params: { query: { ...filter, ...cursor } }, signal }),
  );
}

/** What is no longer as it was when an order comes or goes. */
export function touchedByOrder(customer: string) {
  return [["orders"], ["customers", customer], ["invoices"]] as const;
}
