import type { components } from "~/api/client";

export interface CallsOfDay {
  readonly day: string;
  readonly admitted: number;
  readonly refused: number;
  readonly to_service: number;
  readonly asked: number;
}

/** The lines of each day together; days without calls too. */
export function callsByDay(
  rows: readonly components["schemas"]["CallRow"][],
  days: readonly string[],
): readonly CallsOfDay[] {
  return days.map((day) => {
    const sum = { day, admitted: 0, refused: 0, to_service: 0, asked: 0 };
    for (const row of rows) {
      if (row.day !== day) continue;
      sum.admitted += row.admitted;
      sum.refused += row.refused;
      sum.to_service += row.to_service;
      sum.asked += row.asked;
    }
    return sum;
  });
}

export interface Amounted {
  readonly of: string;
  /** For drawing: whole and parts of kronor. */
  readonly gross: number;
}

export function revenueByDay(
  rows: readonly components["schemas"]["RevenueRow"][],
  days: readonly string[],
): readonly Amounted[] {
  const amounts = new Map(rows.map(({ of, gross }) => [of, Number(gross.amount)]));
  return days.map((day) => ({ of: day, gross: amounts.get(day) ?? 0 }));
}
