import { api, type components } from "~/api/client";
import { useList, type List } from "~/api/useList";
import { useRead, type Read } from "~/api/useRead";
import { useWholeList } from "~/api/useWholeList";

export type Endpoint = components["schemas"]["WebhookEndpoint"];
export type EndpointWithSecret = components["schemas"]["EndpointWithSecret"];
export type EventType = components["schemas"]["EventType"];
export type DeliverySummary = components["schemas"]["DeliverySummary"];
export type Delivery = components["schemas"]["Delivery"];
export type DeliveryState = DeliverySummary["state"];

export const EVENTS = [
  "customer.registered",
  "call.refused",
  "order.created",
  "invoice.closed",
  "invoice.dispatched",
  "payment.received",
  "limit.raised",
] as const satisfies readonly EventType[];
export const TOUCHED = [["webhooks"]] as const;
const EVERY_MS = 15_000;

export function useEndpoints(): List<Endpoint> {
  return useWholeList(["webhooks"], (signal) => api.GET("/webhook-endpoints", { signal }));
}

export function useEndpoint(id: string): Read<Endpoint> {
  return useRead(["webhooks", id], (signal) =>
    api.GET("/webhook-endpoints/{endpoint}", { params: { path: { endpoint: id } }, signal }),
  );
}

/** What a log is of: days of UTC, and one state if any. */
export interface LogFilter {
  readonly since?: string;
  readonly until?: string;
  readonly state?: DeliveryState;
}

/** The newest first; attempts go on meanwhile, so it is asked for again now and then. */
export function useDeliveries(id: string, filter: LogFilter): List<DeliverySummary> {
  return useList(
    ["webhooks", id, "deliveries", filter],
    (cursor, signal) =>
      api.GET("/webhook-endpoints/{endpoint}/deliveries", {
        params: { path: { endpoint: id }, query: { ...filter, ...cursor } },
        signal,
      }),
    { every: EVERY_MS },
  );
}

export function useDelivery(id: string, event: string): Read<Delivery> {
  return useRead(
    ["webhooks", id, "deliveries", event],
    (signal) =>
      api.GET("/webhook-endpoints/{endpoint}/deliveries/{event}", {
        params: { path: { endpoint: id, event } },
        signal,
      }),
    { every: EVERY_MS },
  );
}

/** "customer.registered" as the end of a message's id. */
export function wordOf(event: EventType) {
  return event.replace(".", "_") as
    | "customer_registered"
    | "call_refused"
    | "order_created"
    | "invoice_closed"
    | "invoice_dispatched"
    | "payment_received"
    | "limit_raised";
}
