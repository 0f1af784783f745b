import { api, type components } from "~/api/client";
import { useList, type List } from "~/api/useList";
import { isDay } from "~/formats/days";
import { useLanguage } from "~/words/say";

export type SetAside = components["schemas"]["QuarantinedRecord"];

/** Those that wait; or, of some days, whatever became of them. */
export function useQuarantine(since: string, until: string): List<SetAside> {
  const language = useLanguage();
  const query = { language, ...(isDay(since) && { since }), ...(isDay(until) && { until }) };
  return useList(
    ["quarantine", query],
    (cursor, signal) =>
      api.GET("/quarantine", { params: { query: { ...query, ...cursor } }, signal }),
    { every: 30_000 },
  );
}

/** What a deed in quarantine makes other than it was. */
export const TOUCHED = [["quarantine"], ["reports", "today"]] as const;
