import { api, type components } from "~/api/client";
import { useList, type List } from "~/api/useList";
import { addDays, isDay } from "~/formats/days";

import { VERDICTS } from "./callWords";

export type ListedCall = components["schemas"]["ListedCall"];

export const FILTERS = ["number", "day", "verdict"] as const;
export type Filters = Readonly<Record<(typeof FILTERS)[number], string>>;

/** The newest first; of the last month unless it is of a day. */
export function useJournal({ number, day, verdict }: Filters): List<ListedCall> {
  const chosen = VERDICTS.find((one) => one === verdict);
  const query = {
    ...(number.length >= 3 && { number }),
    ...(isDay(day) && daysAround(day)),
    ...(chosen && { verdict: chosen }),
  };
  return useList(
    ["calls", "journal", query],
    (cursor, signal) => api.GET("/calls", { params: { query: { ...query, ...cursor } }, signal }),
    { every: 60_000 },
  );
}

/** The days of the API are UTC's: those that have a part of a day of Stockholm. */
export function daysAround(day: string): { since: string; until: string } {
  return { since: addDays(day, -1), until: day };
}
