import { describe, expect, it } from "vitest";

import { hear, NOTHING_YET, type CallState } from "~/phone/callState";
import type { PhoneEvent } from "~/phone/events";

const SCREENED = {
  call: "c",
  customer: "100001",
  decision: "ADMIT",
  reason: "none",
  message: "Välkommen.",
  hold: "1000.00",
  talk_seconds_paid: 360,
};
const ORDER = {
  contact: "c",
  article: "1001",
  price_list: "basic",
  talk_seconds: 61,
  billed_seconds: 120,
  amount: "39.80",
  currency: "SEK",
  explanation: { sv: ["2 minuter"], en: ["2 minutes"] },
};
const TOLD = [
  { kind: "dialled", from_number: "+46701740605", to_number: "+46846500400" },
  { kind: "block", flow: "inbound_call", block: "ask-code", type: "GetParticipantInput" },
  { kind: "spoken", text: "Slå din kod.", language: "sv-SE", voice: "Elin" },
  { kind: "waiting_for_keys", seconds: 8 },
  { kind: "keys", count: 9 },
  { kind: "block", flow: "inbound_call", block: "say-price", type: "MessageParticipant" },
  { kind: "admitted", ...SCREENED },
  { kind: "queued", queue: "tarot", seconds: 76 },
  { kind: "answered", agent: "reader.astrid" },
  { kind: "clock", talk_seconds: 60, paid_seconds: 420, pace: 60 },
  { kind: "pace", pace: 1, why: "paid_talk_ends" },
  { kind: "ended", why: "guard", talk_seconds: 61 },
  { kind: "charged", customer: null, order: ORDER },
] as const;
const EVENTS: readonly PhoneEvent[] = TOLD.map((event, at) => ({ ...event, index: at + 1 }));

function after(count: number): CallState {
  return hear(NOTHING_YET, { items: EVENTS.slice(0, count), is_over: false });
}

describe("a call as it is heard", () => {
  it("goes through its phases", () => {
    const phases = EVENTS.map((_, at) => after(at + 1).phase);
    expect(phases).toEqual([
      "dialling",
      "flow",
      "flow",
      "keys",
      "flow",
      "flow",
      "flow",
      "queued",
      "talking",
      "talking",
      "talking",
      "rating",
      "rating",
    ]);
    expect(hear(after(13), { items: [], is_over: true }).phase).toBe("over");
  });

  it("keeps the blocks apart from what is heard, in their order", () => {
    const { blocks, lines } = after(13);
    expect(blocks).toEqual(["ask-code", "say-price"]);
    expect(lines.map(({ kind }) => kind)).not.toContain("clock");
    expect(lines.map(({ index }) => index)).toEqual([1, 3, 4, 5, 7, 8, 9, 11, 12, 13]);
  });

  it("knows how long the talk is and what is paid for, as last told", () => {
    expect(after(9).paidSeconds).toBe(360);
    expect(after(10)).toMatchObject({ talkSeconds: 60, paidSeconds: 420, slowedTo: null });
    expect(after(11).slowedTo).toBe(1);
    expect(after(12)).toMatchObject({ talkSeconds: 61, why: "guard" });
  });

  it("waits for keys until they are pressed", () => {
    expect(after(4).keySeconds).toBe(8);
    expect(after(5).keySeconds).toBeNull();
  });

  it("hears nothing twice", () => {
    const once = after(13);
    const twice = hear(once, { items: EVENTS.slice(8), is_over: false });
    expect(twice.lines).toEqual(once.lines);
    expect(twice.orders).toEqual([ORDER]);
  });
});
