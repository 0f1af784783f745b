import type { Operation } from "~/api/client";
import type { MessageId } from "~/words/say";

import type { CallTrace } from "./useCall";

/** Something that can be done for who was not let in. */
export interface Advice {
  readonly words: MessageId;
  readonly to?: string;
  /** Who may not do this is not sent there. */
  readonly needs?: Operation;
}

/** What to do about how a call ended, the likeliest to help first. */
export function adviceFor(trace: CallTrace): readonly Advice[] {
  const reason = trace.steps.at(-1)?.reason ?? "";
  if (trace.verdict === "ADMIT") return [];
  return ADVICE[reason]?.(trace) ?? [];
}

/** The reference that the API's sentence names, such as "100001-0003". */
export function invoiceIn(sentence: string): string | null {
  return /\b[1-9]\d{5,11}-\d{4,6}\b/.exec(sentence)?.[0] ?? null;
}

const ofCustomer =
  (tab: string, words: MessageId, needs: Operation) =>
  ({ customer }: CallTrace): readonly Advice[] =>
    customer ? [{ words, to: `/customers/${customer}${tab}`, needs }] : [];

const blocked = (trace: CallTrace): readonly Advice[] => [
  ...ofCustomer("/blocks", "calls.advice_block_customer", "list_customer_blocks")(trace),
  { words: "calls.advice_block_number", to: "/blacklist", needs: "list_number_blocks" },
];

const withCode: Advice = { words: "calls.advice_code" };

const ADVICE: Readonly<Record<string, (trace: CallTrace) => readonly Advice[]>> = {
  service_unknown: () => [{ words: "calls.advice_line" }],
  blocked_financial: blocked,
  blocked_conduct: blocked,
  blocked_fraud: blocked,
  blocked_own_request: blocked,
  blocked_other: blocked,
  invoice_unpaid: (trace) => {
    const invoice = invoiceIn(trace.why);
    return [
      invoice
        ? { words: "calls.advice_invoice", to: `/invoices/${invoice}`, needs: "get_invoice" }
        : { words: "calls.advice_invoice" },
      ...ofCustomer("", "calls.advice_customer", "get_customer")(trace),
    ];
  },
  credit_exhausted: ofCustomer("", "calls.advice_credit", "get_customer"),
  credit_in_use: (trace) => [
    { words: "calls.advice_other_call", to: "/calls", needs: "list_live_calls" },
    ...ofCustomer("", "calls.advice_credit", "get_customer")(trace),
  ],
  number_withheld: () => [{ words: "calls.advice_show_number" }, withCode],
  number_unmatched: () => [
    { words: "calls.advice_unmatched", to: "/unmatched", needs: "list_unmatched" },
  ],
  code_required: (trace) => [
    ...ofCustomer("/numbers", "calls.advice_new_code", "get_customer")(trace),
    withCode,
  ],
  code_wrong: (trace) => [
    ...ofCustomer("/numbers", "calls.advice_new_code", "get_customer")(trace),
    withCode,
  ],
};
