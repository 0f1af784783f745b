import type { QueryKey } from "@tanstack/react-query";

import { useList, type List } from "./useList";

/** A list that the API tells as a whole, shown as one page. */
export function useWholeList<T>(
  key: QueryKey,
  ask: (
    signal: AbortSignal,
  ) => Promise<{ data?: { readonly items: T[] }; error?: unknown; response: Response }>,
  options: { when?: boolean } = {},
): List<T> {
  return useList(
    key,
    async (_cursor, signal) => {
      const { data, error, response } = await ask(signal);
      return { error, response, ...(data && { data: { items: data.items, next: null } }) };
    },
    options,
  );
}
