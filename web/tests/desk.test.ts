import { describe, expect, it } from "vitest";

import { adviceFor, invoiceIn } from "~/calls/advice";
import { likeliest } from "~/calls/asked";
import { secondsLeft } from "~/calls/remaining";
import type { CallTrace } from "~/calls/useCall";
import type { ListedCall } from "~/calls/useJournal";
import { addDays, daysBetween, isDay } from "~/formats/days";
import { changedFields, readableValue } from "~/parts/differences";
import { callsByDay } from "~/reports/figures";
import { isPeriod, periodOf } from "~/reports/period";
import { kindsOf } from "~/search/kinds";

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe("what a search may mean", () => {
  it("is told by how it is written", () => {
    expect(kindsOf(" 100001 - 0001 ").invoice).toBe("100001-0001");
    expect(kindsOf("070-174 06 05").isTelephone).toBe(true);
    expect(kindsOf("0046 (0)70 174").isTelephone).toBe(true);
    expect(kindsOf("Knut 12345").isTelephone).toBe(false);
    const call = "2b9a3c10-6c1d-4a6e-9d0e-5d1f0a7b8c11";
    expect(kindsOf(call)).toEqual({ invoice: null, isTelephone: false, call });
  });
});

describe("days", () => {
  it("are counted over months and leap days", () => {
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(daysBetween("2026-03-30", "2026-04-01")).toEqual([
      "2026-03-30",
      "2026-03-31",
      "2026-04-01",
    ]);
    expect(isDay("2026-13-01")).toBe(false);
  });

  it("make the usual periods", () => {
    expect(periodOf("last_month", {}, "2026-03-10")).toEqual({
      since: "2026-02-01",
      until: "2026-02-28",
    });
    expect(periodOf("week", {}, "2026-03-02")).toEqual({
      since: "2026-02-24",
      until: "2026-03-02",
    });
    expect(isPeriod({ since: "2026-01-01", until: "2026-04-02" })).toBe(true);
    expect(isPeriod({ since: "2026-01-01", until: "2026-04-03" })).toBe(false);
    expect(isPeriod({ since: "2026-01-02", until: "2026-01-01" })).toBe(false);
  });

  it("without calls are in a chart too", () => {
    const row = { line: "+4684", calls: 3, admitted: 2, refused: 1, to_service: 0, asked: 0 };
    const rows = [
      { ...row, day: "2026-03-02" },
      { ...row, day: "2026-03-02", line: "+4685" },
    ];
    const [first, second] = callsByDay(rows, ["2026-03-01", "2026-03-02"]);
    expect(first).toMatchObject({ admitted: 0, refused: 0 });
    expect(second).toMatchObject({ admitted: 4, refused: 2 });
  });
});

describe("a change", () => {
  it("is told with what changed first", () => {
    expect(
      changedFields({ limit: "1.00", state: "draft" }, { total: "9.00", limit: "2.00" }),
    ).toEqual([
      { field: "limit", was: "1.00", is: "2.00" },
      { field: "state", was: "draft", is: undefined },
      { field: "total", was: undefined, is: "9.00" },
    ]);
  });

  it("has amounts, instants and numbers as they are read", () => {
    expect(plain(readableValue("limit", "12345.60"))).toBe("12 345,60");
    expect(readableValue("valid_from", "2026-03-10T08:00:00+00:00")).toBe("2026-03-10 09:00");
    expect(readableValue("numbers", "+46701740605 +46701740606")).toBe(
      "070-174 06 05, 070-174 06 06",
    );
    expect(readableValue("note", "ring 2026")).toBe("ring 2026");
  });
});

describe("a call", () => {
  it("counts down while somebody talks, and not before", () => {
    const now = Date.parse("2026-03-10T10:00:00Z");
    expect(secondsLeft({ talk_ends_at: "2026-03-10T10:01:30Z", minutes_left: 9 }, now)).toBe(90);
    expect(secondsLeft({ talk_ends_at: "2026-03-10T09:00:00Z", minutes_left: 9 }, now)).toBe(0);
    expect(secondsLeft({ talk_ends_at: null, minutes_left: 9 }, now)).toBe(540);
  });

  it("is found by its last step, the nearest to the time that is remembered", () => {
    const step = (call: string, at: string, verdict: string, name = "number") =>
      ({ call, at, verdict, step: name, number: "+46701740605" }) as unknown as ListedCall;
    const steps = [
      step("let in", "2026-03-10T10:00:00Z", "ADMIT"),
      step("refused", "2026-03-10T08:00:00Z", "ASK_PIN"),
      step("refused", "2026-03-10T08:00:20Z", "REFUSE", "code1"),
      step("the day before", "2026-03-09T20:00:00Z", "REFUSE"),
    ];
    const asked = { number: "0701740605", day: "2026-03-10", time: "" };
    expect(likeliest(steps, asked).map(({ call }) => call)).toEqual(["refused", "let in"]);
    expect(likeliest(steps, { ...asked, time: "10:50" })[0]?.call).toBe("let in");
    expect(likeliest(steps, asked)[0]?.verdict).toBe("REFUSE");
    expect(likeliest(steps, { ...asked, number: null })).toEqual([]);
  });

  it("that was refused leads to what can be done", () => {
    expect(invoiceIn("Invoice 100001-0003 over 985.00 SEK is unpaid since 2026-03-10.")).toBe(
      "100001-0003",
    );
    expect(invoiceIn("Faktura 100001-0003 på 985,00 kr är obetald sedan 2026-03-10.")).toBe(
      "100001-0003",
    );
    const trace = {
      verdict: "REFUSE",
      customer: "100001",
      why: "Invoice 100001-0003 over 985.00 SEK is unpaid since 2026-03-10.",
      steps: [{ reason: "invoice_unpaid" }],
    } as unknown as CallTrace;
    expect(adviceFor(trace).map(({ to }) => to)).toEqual([
      "/invoices/100001-0003",
      "/customers/100001",
    ]);
    expect(adviceFor({ ...trace, verdict: "ADMIT" })).toEqual([]);
  });
});
