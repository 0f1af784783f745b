import { useSearchParams } from "react-router";

import { api, type components } from "~/api/client";
import { useList, type List } from "~/api/useList";
import { today } from "~/formats/days";

import { isLateBand, lateBandOf, type InvoiceFilter, type LateBand } from "./age";

export type InvoiceSummary = components["schemas"]["InvoiceSummary"];

/** In their order on the page: what waits, then how it ended. */
export const FILTERS: readonly InvoiceFilter[] = [
  "draft",
  "dispatching",
  "dispatch_failed",
  "due",
  "overdue",
  "credit_note",
  "paid",
  "credited",
  "voided",
];

export interface Asked {
  readonly state: InvoiceFilter | null;
  readonly age: LateBand | null;
  readonly customer: string;
}

const CUSTOMER = /^[1-9]\d{5,11}$/;

/** What the list is of, in the address, so that it can be kept and sent to a colleague. */
export function useAsked(): [asked: Asked, ask: (asked: Partial<Asked>) => void] {
  const [params, setParams] = useSearchParams();
  const age = params.get("age");
  const customer = params.get("customer") ?? "";
  const asked: Asked = {
    state: FILTERS.find((state) => state === params.get("state")) ?? null,
    age: isLateBand(age) ? age : null,
    customer: CUSTOMER.test(customer) ? customer : "",
  };
  return [
    asked,
    (change) => {
      setParams(paramsOf({ ...asked, ...change }), { replace: true });
    },
  ];
}

export function paramsOf({ state, age, customer }: Partial<Asked>): URLSearchParams {
  return new URLSearchParams({
    ...(state && { state }),
    ...(age && { age }),
    ...(customer && { customer }),
  });
}

/** The API tells states apart, not ages: of those that are overdue it is looked here. */
export function useInvoices({ state, age, customer }: Asked): List<InvoiceSummary> {
  const query = {
    ...(state && { state }),
    ...(age && { state: "overdue" as const, limit: 200 }),
    ...(customer && { customer }),
  };
  return useList(["invoices", "list", { ...query, age }], async (cursor, signal) => {
    const answer = await api.GET("/invoices", {
      params: { query: { ...query, ...cursor } },
      signal,
    });
    if (!age || !answer.data) return answer;
    const items = answer.data.items.filter(({ due_on }) => lateBandOf(due_on, today()) === age);
    return { ...answer, data: { ...answer.data, items } };
  });
}
