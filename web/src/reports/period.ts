import { addDays, isDay, today } from "~/formats/days";

/** The first and the last day; the API takes at most 92. */
export interface Period {
  readonly since: string;
  readonly until: string;
}

export const PERIODS = [
  "week",
  "month_back",
  "this_month",
  "last_month",
  "quarter",
  "own",
] as const;
export type PeriodName = (typeof PERIODS)[number];

export const LONGEST_DAYS = 92;

export function periodNameOf(text: string): PeriodName {
  return PERIODS.find((name) => name === text) ?? "month_back";
}

/** Of "own" the days that are chosen, where they make a period; else those of a month back. */
export function periodOf(name: PeriodName, own: Partial<Period>, now = today()): Period {
  const monthBegan = `${now.slice(0, 8)}01`;
  switch (name) {
    case "week":
      return { since: addDays(now, -6), until: now };
    case "this_month":
      return { since: monthBegan, until: now };
    case "last_month": {
      const until = addDays(monthBegan, -1);
      return { since: `${until.slice(0, 8)}01`, until };
    }
    case "quarter":
      return { since: addDays(now, -89), until: now };
    case "own":
      if (isDay(own.since) && isDay(own.until)) return { since: own.since, until: own.until };
      return { since: addDays(now, -29), until: now };
    case "month_back":
      return { since: addDays(now, -29), until: now };
  }
}

export function isPeriod({ since, until }: Period): boolean {
  return since <= until && until < addDays(since, LONGEST_DAYS);
}
