import { useSearchParams } from "react-router";

import { isDay } from "~/formats/days";

import type { PaymentsAsked } from "./usePayments";

const CUSTOMER = /^[1-9]\d{5,11}$/;

/** What the list is of, in the address. */
export function usePaymentsAsked(): [asked: PaymentsAsked, ask: (asked: PaymentsAsked) => void] {
  const [params, setParams] = useSearchParams();
  const day = (name: string) => {
    const given = params.get(name) ?? "";
    return isDay(given) ? given : "";
  };
  const customer = params.get("customer") ?? "";
  return [
    {
      customer: CUSTOMER.test(customer) ? customer : "",
      since: day("since"),
      until: day("until"),
    },
    (asked) => {
      const given = Object.entries(asked).filter(([, value]) => value !== "");
      setParams(new URLSearchParams(given as [string, string][]), { replace: true });
    },
  ];
}
