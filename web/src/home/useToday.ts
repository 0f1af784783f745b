import { api, type components } from "~/api/client";
import { useRead, type Read } from "~/api/useRead";
import { addDays } from "~/formats/days";
import { ofJson } from "~/reports/ofJson";

export type Today = components["schemas"]["Today"];

const EVERY_MS = 20_000;
const RECENT_EVERY_MS = 120_000;
/** Days that the charts show, today included. */
export const RECENT_DAYS = 14;

export function useToday(): Read<Today> {
  return useRead(["reports", "today"], (signal) => api.GET("/reports/today", { signal }), {
    every: EVERY_MS,
  });
}

/** The first of them. */
export function recentSince(day: string): string {
  return addDays(day, 1 - RECENT_DAYS);
}

export function useRecentCalls(day: string): Read<components["schemas"]["Calls"]> {
  const query = { since: recentSince(day), until: day };
  return useRead(
    ["reports", "calls", query],
    (signal) => ofJson(api.GET("/reports/calls", { params: { query }, signal })),
    { every: RECENT_EVERY_MS },
  );
}

/** One after the other: the API does a few things at once only. */
export function useRecentRevenue(
  day: string,
  when: boolean,
): Read<components["schemas"]["Revenue"]> {
  const query = { since: recentSince(day), until: day, by: "day" as const };
  return useRead(
    ["reports", "revenue", query],
    (signal) => ofJson(api.GET("/reports/revenue", { params: { query }, signal })),
    { when, every: RECENT_EVERY_MS },
  );
}
