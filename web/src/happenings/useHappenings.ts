import { api, type components } from "~/api/client";
import { useList, type List } from "~/api/useList";

export type Happening = components["schemas"]["Timeline"]["items"][number];
type AuditEntry = components["schemas"]["AuditEntry"];

/** What happened with a customer, the newest first. */
export function useTimeline(customer: string): List<Happening> {
  return useList(["customers", customer, "timeline"], (cursor, signal) =>
    api.GET("/customers/{customer}/timeline", {
      params: { path: { customer }, query: cursor },
      signal,
    }),
  );
}

/** How a customer's limit came to be, the newest first. */
export function useCreditHistory(customer: string): List<Happening> {
  const list = useList<AuditEntry>(["customers", customer, "credit", "history"], (cursor, signal) =>
    api.GET("/customers/{customer}/credit/history", {
      params: { path: { customer }, query: cursor },
      signal,
    }),
  );
  return { ...list, items: list.items.map((entry) => ({ ...entry, kind: "audit" })) };
}
