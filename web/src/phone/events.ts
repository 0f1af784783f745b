/** What the telephone of the one-machine stage tells of a call (local/phone). */

import type { Language } from "~/words/say";

export type Why = "agent" | "caller" | "flow" | "forgotten" | "guard" | "rang_out" | "staff";
export const PACES = [1, 10, 60] as const;
export type Pace = (typeof PACES)[number];

export interface Screened {
  readonly call: string;
  readonly customer: string | null;
  readonly decision: string;
  readonly reason: string;
  readonly message: string;
  readonly hold: string | null;
  readonly talk_seconds_paid: number | null;
}

export interface Caller {
  readonly number: string;
  readonly name: string | null;
  readonly is_new: boolean;
  readonly is_newly_linked: boolean;
}

export interface Order {
  readonly contact: string;
  readonly article: string;
  readonly price_list: string;
  readonly talk_seconds: number;
  readonly billed_seconds: number;
  readonly amount: string;
  readonly currency: string;
  readonly explanation: Readonly<Record<Language, readonly string[]>>;
}

export interface Account {
  readonly currency: string;
  readonly available: string;
  readonly unbilled: string;
}

type Told =
  | { readonly kind: "dialled"; readonly from_number: string; readonly to_number: string }
  | {
      readonly kind: "block";
      readonly flow: string;
      readonly block: string;
      readonly type: string;
    }
  | {
      readonly kind: "spoken";
      readonly text: string;
      readonly language: string;
      readonly voice: string;
    }
  | { readonly kind: "waiting_for_keys"; readonly seconds: number }
  | { readonly kind: "keys"; readonly count: number }
  | ({ readonly kind: "admitted" | "put_to_service" | "refused" } & Screened)
  | { readonly kind: "not_screened" }
  | { readonly kind: "queued"; readonly queue: string; readonly seconds: number }
  | { readonly kind: "answered"; readonly agent: string }
  | {
      readonly kind: "clock";
      readonly talk_seconds: number;
      readonly paid_seconds: number | null;
      readonly pace: Pace;
    }
  | { readonly kind: "pace"; readonly pace: Pace; readonly why: string }
  | { readonly kind: "ended"; readonly why: Why; readonly talk_seconds: number }
  | { readonly kind: "charged"; readonly customer: Caller | null; readonly order: Order }
  | { readonly kind: "not_charged"; readonly customer: Caller | null }
  | { readonly kind: "basis_closed"; readonly reference: string; readonly total: string }
  | { readonly kind: "account"; readonly before: Account | null; readonly after: Account }
  | { readonly kind: "charge_overdue"; readonly what: string }
  | { readonly kind: "failed"; readonly what: string };

export type PhoneEvent = Told & { readonly index: number };
