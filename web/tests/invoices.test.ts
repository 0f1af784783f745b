import { describe, expect, it } from "vitest";

import { daysBetween, lateBandOf } from "~/invoices/age";
import { NO_RULE, parsePercent, ruleOf, type TypedRule } from "~/invoices/deeds/rules";
import { lineOf } from "~/invoices/lineOrders";
import { stepsOf } from "~/invoices/states";
import { paramsOf } from "~/invoices/useInvoices";
import { base64Of } from "~/payment_files/content";

const typed = (kind: TypedRule["kind"], fields: Partial<TypedRule>) =>
  ruleOf({ ...NO_RULE, kind, ...fields }, "SEK");
const sek = (amount: string) => ({ amount, currency: "SEK" });

describe("the age of an invoice", () => {
  it("is told by days after the due date, as the report tells it", () => {
    const bands = [
      "2026-11-30",
      "2026-10-31",
      "2026-10-30",
      "2026-10-01",
      "2026-09-01",
      "2026-08-31",
    ];
    expect(bands.map((day) => lateBandOf(day, "2026-11-30"))).toEqual([
      "days_0_30",
      "days_0_30",
      "days_31_60",
      "days_31_60",
      "days_61_90",
      "over_90_days",
    ]);
    expect(lateBandOf("2026-12-01", "2026-11-30")).toBeNull();
    expect(lateBandOf(null, "2026-11-30")).toBeNull();
  });

  it("is not shortened by the clock going forward", () => {
    expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2);
  });

  it("is kept in the address", () => {
    expect(String(paramsOf({ state: "overdue", age: "days_0_30", customer: "" }))).toBe(
      "state=overdue&age=days_0_30",
    );
  });
});

describe("a rule", () => {
  it("is read from what is typed", () => {
    expect(typed("reduction", { percent: "12,5 %" })).toEqual({
      kind: "reduction",
      percent: "12.5",
    });
    expect(typed("reduction", { isPercent: false, amount: "1 250,5" })).toEqual({
      kind: "reduction",
      amount: sek("1250.50"),
    });
    expect(typed("line_reduction", { line: "2b9a", percent: "10" })).toEqual({
      kind: "line_reduction",
      line: "2b9a",
      percent: "10",
    });
    expect(typed("article", { text: " Bok ", quantity: "2", amount: "99", vat: "6" })).toEqual({
      kind: "article",
      text: "Bok",
      quantity: 2,
      unit_price: sek("99.00"),
      vat_percent: "6",
    });
  });

  it("that has a line read as it does already is none", () => {
    const line = { line: "2b9a", lineText: "Tarot" };
    expect(typed("line_text", { ...line, text: " Tarot " })).toBeNull();
    expect(typed("line_text", { ...line, text: "Chatt" })).toEqual({
      kind: "line_text",
      line: "2b9a",
      text: "Chatt",
    });
  });

  it("is none until it is whole", () => {
    for (const percent of ["", "0", "0,00", "101", "-5", "tio"])
      expect(typed("reduction", { percent })).toBeNull();
    expect(typed("line_text", { text: "x" })).toBeNull();
    expect(typed("article", { text: "Bok", amount: "99", quantity: "0" })).toBeNull();
    expect(typed("price_list", {})).toBeNull();
  });

  it("takes per cent with a comma, to four decimals", () => {
    expect(parsePercent("100")).toBe("100");
    expect(parsePercent("33,3333")).toBe("33.3333");
    expect(parsePercent("33,33333")).toBeNull();
  });
});

describe("a line", () => {
  it("is found by the order that it comes from", () => {
    expect(lineOf("100001_20260310T120000Z_2b9a3c10-call")).toBe("2b9a3c10-call");
    expect(lineOf("100001_20260310T120000Z_a~5Fb~2Ec")).toBe("a_b.c");
    expect(lineOf("100001_20260310T120000Z_2b9a_20260310T130000Z")).toBe(
      "2b9a#20260310T130000000000",
    );
    expect(lineOf("100001_20260310T120000Z_2b9a_20260310T130000.250000Z")).toBe(
      "2b9a#20260310T130000250000",
    );
  });
});

describe("the steps of an invoice", () => {
  const kinds = (state: Parameters<typeof stepsOf>[0]["state"], is_overdue = false) =>
    stepsOf({ state, is_overdue }).map(({ kind }) => kind);

  it("tell what is done, what is under way and what is to come", () => {
    expect(kinds("draft")).toEqual([
      "success",
      "in-progress",
      "not-started",
      "not-started",
      "not-started",
    ]);
    expect(kinds("dispatch_failed")[2]).toBe("error");
    expect(kinds("dispatched").at(-1)).toBe("in-progress");
    expect(kinds("dispatched", true).at(-1)).toBe("warning");
    expect(new Set(kinds("paid"))).toEqual(new Set(["success"]));
    expect(kinds("voided")).toEqual(["success", "success", "stopped"]);
  });
});

describe("a bank's file", () => {
  it("is given byte for byte", () => {
    const bytes = new Uint8Array(100_000).map((_, place) => place % 256);
    const given = atob(base64Of(bytes.buffer));
    expect(given.length).toBe(bytes.length);
    expect(bytes.findIndex((byte, place) => given.charCodeAt(place) !== byte)).toBe(-1);
  });
});
