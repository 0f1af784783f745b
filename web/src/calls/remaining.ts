import type { components } from "~/api/client";

/** Seconds of talk that are still paid for; of who waits, all that were held for. */
export function secondsLeft(
  call: Pick<components["schemas"]["LiveCall"], "talk_ends_at" | "minutes_left">,
  now: number,
): number {
  if (call.talk_ends_at === null) return call.minutes_left * 60;
  return Math.max(0, Math.floor((Date.parse(call.talk_ends_at) - now) / 1000));
}

/** Where an agent should be told soon. */
export const FEW_SECONDS = 120;
