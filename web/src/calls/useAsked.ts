import { api } from "~/api/client";
import { useRead, type Read } from "~/api/useRead";

import type { Asked } from "./asked";
import { daysAround, type ListedCall } from "./useJournal";

const MOST_PAGES = 10;
const A_PAGE = 200;

/** Every step of calls from the number, or withheld, on the day and the one before it. */
export function useAsked(asked: Asked | null): Read<readonly ListedCall[]> {
  return useRead(
    ["calls", "asked", asked && { number: asked.number, day: asked.day }],
    async (signal) => {
      const query = {
        limit: A_PAGE,
        ...(asked && daysAround(asked.day)),
        ...(asked?.number && { number: asked.number }),
      };
      const steps: ListedCall[] = [];
      let cursor: { cursor?: string } = {};
      for (let pages = 0; pages < MOST_PAGES; pages++) {
        const answer = await api.GET("/calls", {
          params: { query: { ...query, ...cursor } },
          signal,
        });
        if (!answer.data) return { error: answer.error, response: answer.response };
        steps.push(...answer.data.items);
        if (!answer.data.next) break;
        cursor = { cursor: answer.data.next };
      }
      return { data: steps, response: new Response() };
    },
    { when: asked !== null },
  );
}
