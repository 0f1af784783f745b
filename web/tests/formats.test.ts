import { describe, expect, it } from "vitest";

import { formatMoney, minorUnits, parseAmount, share } from "~/formats/money";
import { formatTelephone } from "~/formats/numbers";
import { formatDay, formatDuration, formatInstant } from "~/formats/times";

const sek = (amount: string) => ({ amount, currency: "SEK" });
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ").replace("\u2212", "-");

describe("money", () => {
  it("is written as in Sweden", () => {
    expect(plain(formatMoney(sek("1234567.50")))).toBe("1 234 567,50 kr");
    expect(plain(formatMoney(sek("-12.00")))).toBe("-12,00 kr");
  });

  it("keeps every digit that a float would lose", () => {
    expect(plain(formatMoney(sek("99999999999999.99")))).toBe("99 999 999 999 999,99 kr");
    expect(minorUnits(sek("99999999999999.99"))).toBe(9999999999999999n);
  });

  it("is counted in hundredths below nothing too", () => {
    expect(minorUnits(sek("-0.05"))).toBe(-5n);
    expect(minorUnits(sek("7"))).toBe(700n);
  });

  it("is typed in any of the usual ways, and nothing else", () => {
    expect(parseAmount("1 250,5")).toBe("1250.50");
    expect(parseAmount("50 kr")).toBe("50.00");
    for (const wrong of ["", "-5", "1,234", "1e3", "1.000,00", "fem"])
      expect(parseAmount(wrong)).toBeNull();
  });

  it("is never more than all of a bar", () => {
    expect(share(sek("25.00"), sek("100.00"))).toBe(25);
    expect(share(sek("250.00"), sek("100.00"))).toBe(100);
    expect(share(sek("-1.00"), sek("100.00"))).toBe(0);
    expect(share(sek("1.00"), sek("0.00"))).toBe(0);
  });
});

describe("times", () => {
  it("are by the clock of Stockholm", () => {
    expect(formatInstant("2026-07-01T22:30:00Z")).toBe("2026-07-02 00:30");
    expect(formatDay("2026-12-31T23:30:00Z")).toBe("2027-01-01");
    expect(formatDay("2026-12-31")).toBe("2026-12-31");
  });

  it("of a call have hours only where they are needed", () => {
    expect(formatDuration(59)).toBe("0:59");
    expect(formatDuration(3723)).toBe("1:02:03");
  });
});

describe("telephone numbers", () => {
  it("are read as they are written in Sweden, foreign ones as they are", () => {
    expect(formatTelephone("+46701740605")).toBe("070-174 06 05");
    expect(formatTelephone("+46812345678")).toBe("08-123 456 78");
    expect(formatTelephone("+46846500400")).toBe("08-465 004 00");
    expect(formatTelephone("+46313900625")).toBe("031-390 06 25");
    expect(formatTelephone("+46980319200")).toBe("0980-31 92 00");
    expect(formatTelephone("+4650012345")).toBe("0500-123 45");
    expect(formatTelephone("+4721000000")).toBe("+4721000000");
  });
});
