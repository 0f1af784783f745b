import type { Money } from "~/formats/money";

import type { Side } from "../useInvoice";

/** A basis as the ledger gets it (docs/ledgers.md): amounts are text without a currency. */
export interface Copy {
  readonly reference: string;
  readonly buyer: Readonly<Record<"name" | "street" | "postcode" | "city" | "country", string>>;
  readonly issued_on: string;
  readonly due_on: string;
  readonly ocr: string;
  readonly currency: string;
  readonly lines: readonly {
    readonly id: string;
    readonly text: string;
    readonly amount: string;
    readonly vat_percent: string;
    readonly performed_at: string | null;
    readonly seconds: number | null;
  }[];
  readonly vat: readonly Readonly<Record<"percent" | "net" | "vat" | "gross", string>>[];
  readonly total: string;
  readonly prepaid: string;
  readonly to_pay: string;
}

export function moneyIn(copy: Copy, amount: string): Money {
  return { amount, currency: copy.currency };
}

/** Its sums, as the basis itself would tell them. */
export function sumsOf(copy: Copy): Pick<Side, "vat" | "payable"> {
  const money = (amount: string) => moneyIn(copy, amount);
  return {
    payable: money(copy.total),
    vat: copy.vat.map(({ percent, net, vat, gross }) => ({
      percent,
      net: money(net),
      vat: money(vat),
      gross: money(gross),
    })),
  };
}
