import { api, type components } from "~/api/client";
import { useList, type List } from "~/api/useList";
import { formatTelephone } from "~/formats/numbers";
import type { Say } from "~/words/say";

export type Unmatched = components["schemas"]["Unmatched"];

/** Callers that wait for staff, the oldest first. */
export function useUnmatched(): List<Unmatched> {
  return useList(["unmatched"], (cursor, signal) =>
    api.GET("/unmatched", { params: { query: cursor }, signal }),
  );
}

/** What is no longer as it was once somebody has seen to a caller. */
export const TOUCHED = [["unmatched"], ["customers"]] as const;

export interface SeeingTo {
  readonly caller: Unmatched;
  /** It is done: on to the next. */
  readonly onDone: () => void;
  readonly onDismiss: () => void;
}

export function callerName(number: string | null, say: Say): string {
  return number ? formatTelephone(number) : say("unmatched.withheld");
}
