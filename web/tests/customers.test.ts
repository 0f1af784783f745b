import { describe, expect, it } from "vitest";

import { changeOf, typedOf } from "~/customers/deeds/change";
import type { Customer } from "~/customers/useCustomer";
import { dayBegins, dayEnds } from "~/formats/days";
import { parsePercent, vatIncluded } from "~/formats/vat";
import { parseOrder } from "~/orders/parseOrder";

const sek = (amount: string) => ({ amount, currency: "SEK" });

describe("VAT", () => {
  it("is what a price holds, rounded half up, below nothing too", () => {
    expect(vatIncluded(sek("125.00"), "25")).toEqual(sek("25.00"));
    expect(vatIncluded(sek("3.33"), "25")).toEqual(sek("0.67"));
    expect(vatIncluded(sek("-3.33"), "25")).toEqual(sek("-0.67"));
    expect(vatIncluded(sek("100.00"), "0")).toEqual(sek("0.00"));
    expect(vatIncluded(sek("106.00"), "6.0")).toEqual(sek("6.00"));
  });

  it("is typed with a comma, and never above 100", () => {
    expect(parsePercent("12,5 %")).toBe("12.5");
    for (const wrong of ["", "101", "-1", "fem"]) expect(parsePercent(wrong)).toBeNull();
  });
});

describe("days", () => {
  it("begin and end by the clock of Stockholm, also when it is put forward", () => {
    expect(dayBegins("2026-03-10")).toBe("2026-03-10T00:00:00+01:00");
    expect(dayBegins("2026-03-29")).toBe("2026-03-29T00:00:00+01:00");
    expect(dayEnds("2026-03-29")).toBe("2026-03-30T00:00:00+02:00");
    expect(dayEnds("2026-12-31")).toBe("2027-01-01T00:00:00+01:00");
  });
});

describe("an order", () => {
  const typed = {
    kind: "own",
    text: " Kortlek ",
    price: "149,50",
    percent: "25",
    article: "",
    quantity: "2",
  } as const;

  it("is asked for with what was typed", () => {
    expect(parseOrder(typed)).toEqual({
      quantity: 2,
      line: { kind: "own", text: "Kortlek", unit_price: sek("149.50"), vat_percent: "25" },
    });
  });

  it("is not asked for while something is not right", () => {
    for (const wrong of [{ text: " " }, { price: "x" }, { percent: "200" }, { quantity: "0" }])
      expect(parseOrder({ ...typed, ...wrong })).toBeNull();
    expect(parseOrder({ ...typed, kind: "article" })).toBeNull();
  });
});

describe("a change of a customer", () => {
  const before = {
    name: "Siv Exempel",
    street: "Provgatan 1",
    postcode: "123 45",
    city: "Exempelby",
    email: null,
    language: "sv",
    tags: ["vip"],
    price_list: "basic",
    requires_code: false,
  } as unknown as Customer;

  it("holds what is typed otherwise than it was, and nothing else", () => {
    const typed = typedOf(before);
    expect(changeOf(before, typed)).toEqual({});
    expect(changeOf(before, { ...typed, email: "siv@example.com", tags: "vip, ny" })).toEqual({
      email: "siv@example.com",
      tags: ["vip", "ny"],
    });
  });
});
