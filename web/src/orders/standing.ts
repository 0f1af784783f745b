import { api, type components } from "~/api/client";
import { minorUnits, type Money } from "~/formats/money";
import { moneyOf } from "~/formats/vat";
import type { ShiftRow } from "~/parts/ShiftTable";
import type { Say } from "~/words/say";

export type Standing = components["schemas"]["CreditStanding"];

export function askStanding(customer: string) {
  return api.GET("/customers/{customer}/credit", { params: { path: { customer } } });
}

/** What a customer's credit would be with an amount more, or less, on the open basis. */
export function shiftsBy(added: Money, { unbilled, available }: Standing, say: Say): ShiftRow[] {
  const [more, { currency }] = [minorUnits(added), added];
  return [
    {
      label: say("customers.unbilled"),
      before: unbilled,
      after: moneyOf(minorUnits(unbilled) + more, currency),
    },
    {
      label: say("customers.available"),
      before: available,
      after: moneyOf(minorUnits(available) - more, currency),
    },
  ];
}
