import { api, type components } from "~/api/client";
import { useList, type List } from "~/api/useList";
import { useRead, type Read } from "~/api/useRead";
import { useLanguage } from "~/words/say";

export type Payment = components["schemas"]["Payment"];

/** What is read of payments is kept below ["payments"] and, of the lists to work off, ["suspense"]. */
export const TOUCHED = [["payments"], ["suspense"], ["invoices"], ["ageing"], ["customers"]];

export interface PaymentsAsked {
  readonly customer: string;
  readonly since: string;
  readonly until: string;
}

export function usePayments({ customer, since, until }: PaymentsAsked): List<Payment> {
  const query = {
    ...(customer && { customer }),
    ...(since && { since }),
    ...(until && { until }),
  };
  return useList(["payments", "list", query], (cursor, signal) =>
    api.GET("/payments", { params: { query: { ...query, ...cursor } }, signal }),
  );
}

export function usePaymentTasks(): List<Payment> {
  return useList(["payments", "tasks"], (cursor, signal) =>
    api.GET("/payment-tasks", { params: { query: cursor }, signal }),
  );
}

export function useSuspense(): List<Payment> {
  const language = useLanguage();
  return useList(["suspense", language], (cursor, signal) =>
    api.GET("/suspense", { params: { query: { language, ...cursor } }, signal }),
  );
}

export function usePayment(payment: string): Read<Payment> {
  const language = useLanguage();
  return useRead(["payments", payment, language], (signal) =>
    api.GET("/payments/{payment}", {
      params: { path: { payment }, query: { language } },
      signal,
    }),
  );
}
