import { formatClock, formatDay } from "~/formats/times";

import type { ListedCall } from "./useJournal";

/** What who asks remembers of their call. */
export interface Asked {
  /** In any spelling; null where it was withheld. */
  readonly number: string | null;
  readonly day: string;
  /** "14:05", or "" where they do not know. */
  readonly time: string;
}

export function isTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

/**
 * The calls it may have been, the likeliest first: one a call, by its last step; of the day, by the
 * clock of Stockholm; the nearest to the time, or those that were not let in and the newest.
 */
export function likeliest(
  steps: readonly ListedCall[],
  { number, day, time }: Asked,
): ListedCall[] {
  const calls = new Map<string, ListedCall>();
  for (const step of steps) {
    const known = calls.get(step.call);
    if (!known || known.at < step.at || (known.at === step.at && known.step < step.step))
      calls.set(step.call, step);
  }
  const ofDay = [...calls.values()].filter(
    (call) => formatDay(call.at) === day && (number !== null || call.number === null),
  );
  const order: (call: ListedCall) => number = isTime(time)
    ? (call) => Math.abs(minutesOf(formatClock(call.at)) - minutesOf(time))
    : (call) => (call.verdict === "ADMIT" ? 1 : 0);
  return ofDay.sort((one, other) => order(one) - order(other) || (one.at < other.at ? 1 : -1));
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes + seconds / 60;
}
