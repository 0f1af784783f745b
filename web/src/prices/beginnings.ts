import { api } from "~/api/client";
import { instantOf, wallClock, type WallClock } from "~/formats/wallClock";

import type { Version, VersionSummary } from "./usePrices";

/** As the API answered, or as it did not. */
interface Answer {
  readonly data?: Version;
  readonly error?: unknown;
  readonly response: Response;
}

const DAY_MS = 86_400_000;

/** When a change may begin, to be changed: tomorrow at midnight, or after a version that is to come. */
export function beginnings(version?: VersionSummary): WallClock {
  const isToCome = version?.state === "future";
  const begin = isToCome ? new Date(version.valid_from) : new Date();
  return { day: wallClock(new Date(begin.getTime() + DAY_MS)).day, clock: "00:00" };
}

/** When calls begin that show what is changed: at noon of the first plain weekday from then on. */
export function exampleStart(validFrom: string): string {
  for (let days = 0; days < 7; days++) {
    const noon = {
      day: wallClock(new Date(Date.parse(validFrom) + days * DAY_MS)).day,
      clock: "12:00",
    };
    const start = instantOf(noon);
    const weekday = new Date(noon.day).getUTCDay();
    if (start && start >= validFrom && weekday !== 0 && weekday !== 6) return start;
  }
  return validFrom;
}

/** The version that is in force at an instant: what a change then begins with. */
export async function inForceAt(name: string, at: string): Promise<Answer> {
  const instant = Date.parse(at);
  const path = { name };
  let answer = await api.GET("/price-lists/{name}/versions", {
    params: { path, query: { limit: 200 } },
  });
  for (;;) {
    if (!answer.data) return { error: answer.error, response: answer.response };
    // The one that begins last comes first.
    const found = answer.data.items.find(({ valid_from }) => Date.parse(valid_from) <= instant);
    const { next, items } = answer.data;
    const begin = found?.valid_from ?? (next ? undefined : items.at(-1)?.valid_from);
    if (begin !== undefined)
      return api.GET("/price-lists/{name}/versions/{valid_from}", {
        params: { path: { name, valid_from: begin } },
      });
    answer = await api.GET("/price-lists/{name}/versions", {
      params: { path, query: { limit: 200, ...(next && { cursor: next }) } },
    });
  }
}
