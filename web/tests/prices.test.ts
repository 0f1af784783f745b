import { createIntl } from "react-intl";
import { describe, expect, it } from "vitest";

import { instantOf, wallClock } from "~/formats/wallClock";
import { exampleStart } from "~/prices/beginnings";
import { fieldWords, valueWords } from "~/prices/differenceWords";
import { parseTalk } from "~/prices/parseTalk";
import { readTable } from "~/prices/readTable";
import { daysWords, tariffWords } from "~/prices/tariffWords";
import { emptyArticle, emptyBand, readArticle, typeArticle } from "~/prices/typedArticle";
import type { NumberedArticle } from "~/prices/usePrices";
import type { Say } from "~/words/say";
import { sv } from "~/words/sv";

const intl = createIntl({ locale: "sv", messages: sv });
const say: Say = (id, values) => intl.formatMessage({ id }, values as Record<string, string>);
const plain = (text: string) => text.replaceAll("\u00a0", " ");

const article: NumberedArticle = {
  number: "2001",
  description: "Datorhjälp",
  unit: "minute",
  currency: "SEK",
  vat_percent: "25",
  tariff: {
    rate_per_minute: "12.00",
    first_seconds: 60,
    increment_seconds: 1,
    opening_fee: "9.00",
    free_seconds: 30,
    minimum_charge: "0.00",
    maximum_charge: "495.00",
    steps: [{ after_seconds: 900, rate_per_minute: "8.00" }],
    bands: [
      {
        days: ["sat", "sun", "holiday"],
        from: "00:00",
        to: "24:00",
        rate_per_minute: "15.00",
        opening_fee: "5.00",
      },
    ],
    holidays: ["2026-12-25"],
  },
};

describe("a tariff in words", () => {
  it("has a line for each thing it says", () => {
    expect(tariffWords(article.tariff, "SEK", say).map(plain)).toEqual([
      "12,00 kr per minut",
      "första blocket 60 s, därefter i påbörjade block om 1 s",
      "öppningsavgift 9,00 kr",
      "de första 30 s är fria",
      "högst 495,00 kr för ett samtal",
      "efter 900 s 8,00 kr/min",
      "lör, sön, helgdag 00:00–24:00: 15,00 kr/min, öppningsavgift 5,00 kr",
      "1 helgdag utpekade",
    ]);
  });

  it("tells days that follow each other by the first and the last", () => {
    expect(daysWords(["fri", "mon", "tue", "wed", "thu", "holiday"], say)).toBe("mån–fre, helgdag");
    expect(daysWords(["mon", "wed"], say)).toBe("mån, ons");
  });
});

describe("a difference in words", () => {
  it.each([
    ["rate_per_minute", "19.90 SEK", "19,90 kr"],
    ["first_seconds", "60 s", "60 s"],
    ["maximum_charge", "none", "inget"],
    ["vat_percent", "25", "25 %"],
    ["unit", "call", "samtal"],
    ["description", "Tarot; 5 SEK", "Tarot; 5 SEK"],
    [
      "steps",
      "after 900 s: 8.00 SEK/min, in blocks of 60 s",
      "efter 900 s 8,00 kr/min, i block om 60 s",
    ],
    [
      "bands",
      "mon, tue 18:00-24:00: 24.90 SEK/min, opening fee 5.00 SEK; sun 00:00-24:00: 1.00 SEK/min",
      "mån, tis 18:00–24:00: 24,90 kr/min, öppningsavgift 5,00 kr; sön 00:00–24:00: 1,00 kr/min",
    ],
  ])("tells %s %s", (field, value, words) => {
    expect(plain(valueWords(field, value, say))).toBe(words);
  });

  it("keeps what it does not know as the API says it", () => {
    expect(fieldWords("surcharge", say)).toBe("surcharge");
    expect(valueWords("bands", "whenever it rains", say)).toBe("whenever it rains");
  });
});

describe("an article that is typed", () => {
  it("comes back as it was when nothing is changed", () => {
    const { article: read, faults } = readArticle(typeArticle(article));
    expect([...faults]).toEqual([]);
    expect(read).toEqual(article);
  });

  it("is read with decimal commas, and told where it is wrong", () => {
    const typed = { ...emptyArticle, number: "1", description: "Ett", rate: "19,9", vat: "mycket" };
    const { article: read, faults } = readArticle({ ...typed, bands: [emptyBand] });
    expect(read.tariff.rate_per_minute).toBe("19.90");
    expect([...faults].sort()).toEqual(["bands", "vat"]);
  });
});

describe("a length of talk", () => {
  it.each([
    ["5:30", 330],
    ["90", 90],
    ["1:00:01", 3601],
    ["5:75", null],
    ["fem", null],
    ["24:00:01", null],
  ])("%s is %s seconds", (typed, seconds) => {
    expect(parseTalk(typed)).toBe(seconds);
  });
});

describe("a time by the clock of Stockholm", () => {
  it.each([
    ["2027-01-01", "00:00", "2026-12-31T23:00:00Z"],
    ["2027-07-01", "08:30", "2027-07-01T06:30:00Z"],
    ["2027-10-31", "02:30", "2027-10-31T00:30:00Z"],
    ["2027-03-28", "02:30", null],
    ["2027-02-30", "08:30", null],
    ["snart", "08:30", null],
  ])("%s %s is %s", (day, clock, instant) => {
    expect(instantOf({ day, clock })).toBe(instant);
    if (instant) expect(wallClock(new Date(instant))).toEqual({ day, clock });
  });
});

describe("a file out of a spreadsheet", () => {
  it("is read as UTF-8, or as Windows writes it", async () => {
    expect(await readTable(new Blob(["Livsvägledning"]))).toBe("Livsvägledning");
    expect(await readTable(new Blob([new Uint8Array([0x4c, 0xe4])]))).toBe("Lä");
  });
});

describe("examples of what a version changes", () => {
  it.each([
    ["2031-01-31T23:00:00Z", "2031-02-03T11:00:00Z"], // Saturday, midnight
    ["2031-02-03T08:00:00Z", "2031-02-03T11:00:00Z"],
    ["2031-02-03T12:00:00Z", "2031-02-04T11:00:00Z"],
  ])("of a version from %s begin %s", (validFrom, start) => {
    expect(exampleStart(validFrom)).toBe(start);
  });
});
