import type { Account, Caller, Order, Pace, PhoneEvent, Screened, Why } from "./events";

export type Phase = "dialling" | "flow" | "keys" | "queued" | "talking" | "rating" | "over";

/** One line of what was heard and what happened, in the order of the call. */
export type Line = Exclude<PhoneEvent, { kind: "block" | "clock" | "account" }>;

export interface CallState {
  readonly phase: Phase;
  readonly lines: readonly Line[];
  /** Of the contact flow; the one the call is in comes last. */
  readonly blocks: readonly string[];
  readonly keySeconds: number | null;
  readonly screened: Screened | null;
  readonly talkSeconds: number;
  readonly paidSeconds: number | null;
  /** Set when the clock had to slow down by itself. */
  readonly slowedTo: Pace | null;
  readonly why: Why | null;
  readonly caller: Caller | null;
  readonly orders: readonly Order[];
  readonly account: Account | null;
  readonly heard: number;
}

export const NOTHING_YET: CallState = {
  phase: "dialling",
  lines: [],
  blocks: [],
  keySeconds: null,
  screened: null,
  talkSeconds: 0,
  paidSeconds: null,
  slowedTo: null,
  why: null,
  caller: null,
  orders: [],
  account: null,
  heard: 0,
};

/** The call after these events; those that were heard before change nothing. */
export function hear(
  state: CallState,
  { items, is_over }: { items: readonly PhoneEvent[]; is_over: boolean },
): CallState {
  const after = items.filter(({ index }) => index > state.heard).reduce(hearOne, state);
  return is_over ? { ...after, phase: "over", keySeconds: null } : after;
}

function hearOne(before: CallState, event: PhoneEvent): CallState {
  const state = { ...before, heard: event.index };
  switch (event.kind) {
    case "block":
      return { ...state, phase: "flow", keySeconds: null, blocks: [...state.blocks, event.block] };
    case "clock":
      return {
        ...state,
        talkSeconds: event.talk_seconds,
        paidSeconds: event.paid_seconds,
        slowedTo: event.pace > 1 ? null : state.slowedTo,
      };
    case "account":
      return { ...state, account: event.after };
    default:
      return { ...state, ...changedBy(state, event), lines: [...state.lines, event] };
  }
}

function changedBy(state: CallState, event: Line): Partial<CallState> {
  switch (event.kind) {
    case "waiting_for_keys":
      return { phase: "keys", keySeconds: event.seconds };
    case "keys":
      return { phase: "flow", keySeconds: null };
    case "admitted":
    case "put_to_service":
    case "refused":
      return { screened: event, paidSeconds: event.talk_seconds_paid };
    case "queued":
      return { phase: "queued" };
    case "answered":
      return { phase: "talking" };
    case "pace":
      return { slowedTo: event.pace };
    case "ended":
      return {
        phase: "rating",
        keySeconds: null,
        why: event.why,
        talkSeconds: event.talk_seconds,
      };
    case "charged":
      return { caller: event.customer, orders: [...state.orders, event.order] };
    case "not_charged":
      return { caller: event.customer };
    default:
      return {};
  }
}
