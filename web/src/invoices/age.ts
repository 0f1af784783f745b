import type { components } from "~/api/client";

export type AgeBand = components["schemas"]["AgeBand"];
export type InvoiceFilter = components["schemas"]["InvoiceFilter"];

/** Those that are told apart by days after the due date. */
export const LATE_BANDS = ["days_0_30", "days_31_60", "days_61_90", "over_90_days"] as const;
export type LateBand = (typeof LATE_BANDS)[number];

const DAY_MS = 86_400_000;

/** Whole days from one day to another, both like 2026-03-10. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** Where one that is overdue belongs; null where it is not due before today. */
export function lateBandOf(dueOn: string | null, today: string): LateBand | null {
  if (dueOn === null) return null;
  const days = daysBetween(dueOn, today);
  if (days < 0) return null;
  if (days <= 30) return "days_0_30";
  if (days <= 60) return "days_31_60";
  return days <= 90 ? "days_61_90" : "over_90_days";
}

export function isLateBand(band: string | null): band is LateBand {
  return LATE_BANDS.some((one) => one === band);
}
