import { parseAmount } from "~/formats/money";

import type { NumberedArticle } from "./usePrices";

type Band = NumberedArticle["tariff"]["bands"][number];

/** Another rate from a second on, as typed. */
export interface TypedStep {
  readonly after: string;
  readonly rate: string;
  readonly increment: string;
}

/** Another rate at some hours, as typed. */
export interface TypedBand {
  readonly days: Band["days"];
  readonly from: string;
  readonly to: string;
  readonly rate: string;
  readonly fee: string;
  readonly increment: string;
}

/** An article as typed: amounts with decimal commas, nothing where a thing is not said. */
export interface TypedArticle {
  readonly number: string;
  readonly description: string;
  readonly unit: NumberedArticle["unit"];
  readonly currency: string;
  readonly vat: string;
  readonly rate: string;
  readonly first: string;
  readonly increment: string;
  readonly fee: string;
  readonly free: string;
  readonly minimum: string;
  readonly maximum: string;
  readonly steps: readonly TypedStep[];
  readonly bands: readonly TypedBand[];
  readonly holidays: string;
}

export const emptyArticle: TypedArticle = {
  number: "",
  description: "",
  unit: "minute",
  currency: "SEK",
  vat: "25",
  rate: "",
  first: "60",
  increment: "60",
  fee: "",
  free: "",
  minimum: "",
  maximum: "",
  steps: [],
  bands: [],
  holidays: "",
};
export const emptyStep: TypedStep = { after: "", rate: "", increment: "" };
export const emptyBand: TypedBand = {
  days: [],
  from: "00:00",
  to: "24:00",
  rate: "",
  fee: "",
  increment: "",
};

/** Where something is wrong: a field, or "steps", "bands" as a whole. */
export type Faults = ReadonlySet<keyof TypedArticle>;

export function typeArticle({ tariff, ...article }: NumberedArticle): TypedArticle {
  return {
    number: article.number,
    description: article.description,
    unit: article.unit,
    currency: article.currency,
    vat: comma(article.vat_percent),
    rate: comma(tariff.rate_per_minute),
    first: String(tariff.first_seconds),
    increment: String(tariff.increment_seconds),
    fee: some(tariff.opening_fee),
    free: tariff.free_seconds ? String(tariff.free_seconds) : "",
    minimum: some(tariff.minimum_charge),
    maximum: comma(tariff.maximum_charge ?? ""),
    steps: tariff.steps.map((step) => ({
      after: String(step.after_seconds),
      rate: comma(step.rate_per_minute),
      increment: seconds(step.increment_seconds),
    })),
    bands: tariff.bands.map((band) => ({
      days: band.days,
      from: band.from,
      to: band.to,
      rate: comma(band.rate_per_minute),
      fee: comma(band.opening_fee ?? ""),
      increment: seconds(band.increment_seconds),
    })),
    holidays: tariff.holidays.join(" "),
  };
}

/** As the API wants it, once nothing is wrong. */
export function readArticle(typed: TypedArticle): { article: NumberedArticle; faults: Faults } {
  const faults = new Set<keyof TypedArticle>();
  const check = <T>(field: keyof TypedArticle, value: T | null, otherwise: T): T => {
    if (value === null) faults.add(field);
    return value ?? otherwise;
  };
  const amount = (field: keyof TypedArticle, text: string) =>
    check(field, parseAmount(text), "0.00");
  const count = (field: keyof TypedArticle, text: string) => check(field, parseCount(text), 0);
  const length = (field: keyof TypedArticle, text: string) =>
    text.trim() ? { increment_seconds: count(field, text) } : {};

  const number = typed.number.trim();
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]{0,31}$/.test(number)) faults.add("number");
  if (!typed.description.trim()) faults.add("description");
  if (typed.bands.some(({ days }) => !days.length)) faults.add("bands");
  const holidays = typed.holidays.split(/[\s,;]+/).filter((day) => day !== "");
  if (holidays.some((day) => !/^\d{4}-\d{2}-\d{2}$/.test(day))) faults.add("holidays");
  const article: NumberedArticle = {
    number,
    description: typed.description.trim(),
    unit: typed.unit,
    currency: typed.currency,
    vat_percent: check("vat", parsePercent(typed.vat), "0"),
    tariff: {
      rate_per_minute: amount("rate", typed.rate),
      first_seconds: count("first", typed.first),
      increment_seconds: count("increment", typed.increment),
      opening_fee: amount("fee", typed.fee.trim() || "0"),
      free_seconds: count("free", typed.free.trim() || "0"),
      minimum_charge: amount("minimum", typed.minimum.trim() || "0"),
      maximum_charge: typed.maximum.trim() ? amount("maximum", typed.maximum) : null,
      steps: typed.steps.map((step) => ({
        after_seconds: count("steps", step.after),
        rate_per_minute: amount("steps", step.rate),
        ...length("steps", step.increment),
      })),
      bands: typed.bands.map((band) => ({
        days: band.days,
        from: check("bands", isClock(band.from) ? band.from : null, "00:00"),
        to: check("bands", isClock(band.to) ? band.to : null, "24:00"),
        rate_per_minute: amount("bands", band.rate),
        ...(band.fee.trim() && { opening_fee: amount("bands", band.fee) }),
        ...length("bands", band.increment),
      })),
      holidays,
    },
  };
  return { article, faults };
}

function parseCount(text: string): number | null {
  return /^\d{1,5}$/.test(text.trim()) ? Number(text) : null;
}

function parsePercent(text: string): string | null {
  const plain = text.trim().replace(",", ".").replace(/\s*%$/, "");
  return /^\d{1,3}(\.\d{1,4})?$/.test(plain) ? plain : null;
}

function isClock(text: string): boolean {
  return /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text);
}

function comma(text: string): string {
  return text.replace(".", ",");
}

function some(amount: string): string {
  return amount === "0.00" ? "" : comma(amount);
}

function seconds(count: number | null | undefined): string {
  return count ? String(count) : "";
}
