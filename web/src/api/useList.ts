import { useInfiniteQuery, type QueryKey } from "@tanstack/react-query";
import { useState } from "react";

import { answered } from "./client";
import { isFailure, type Failure } from "./problem";

interface Page<T> {
  readonly items: T[];
  readonly next: string | null;
}

/** A list of the API, a page at a time. Pages count from 1. */
export interface List<T> {
  readonly items: readonly T[];
  readonly page: number;
  /** As far as is known: the last page that was told, or that must be there. */
  readonly pages: number;
  /** Whether there may be more pages than `pages`. */
  readonly isOpenEnded: boolean;
  readonly isLoading: boolean;
  readonly failure: Failure | undefined;
  readonly turnTo: (page: number) => void;
  readonly again: () => void;
}

const NO_CURSOR: { cursor?: string } = {};
// A page may be empty and still lead on: what the API reads for one request has a bound.
const MOST_EMPTY_PAGES = 20;

/**
 * A list of the API under `key`, which holds the filters too:
 *
 *     useList(["customers", { search }], (cursor, signal) =>
 *       api.GET("/customers", { params: { query: { search, ...cursor } }, signal }))
 */
export function useList<T>(
  key: QueryKey,
  ask: (
    cursor: { cursor?: string },
    signal: AbortSignal,
  ) => Promise<{ data?: Page<T>; error?: unknown; response: Response }>,
  { when = true, every }: { when?: boolean; every?: number } = {},
): List<T> {
  const filters = JSON.stringify(key);
  const [place, setPlace] = useState({ filters, page: 1 });
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: async ({ pageParam, signal }) => {
      let page = (await answered<Page<T>>(ask(pageParam, signal))).told;
      for (let times = 0; !page.items.length && page.next && times < MOST_EMPTY_PAGES; times++)
        page = (await answered<Page<T>>(ask({ cursor: page.next }, signal))).told;
      return page;
    },
    initialPageParam: NO_CURSOR,
    getNextPageParam: (last: Page<T>) => (last.next ? { cursor: last.next } : undefined),
    enabled: when,
    ...(every !== undefined && { refetchInterval: every }),
  });
  const told = query.data?.pages ?? [];
  const wanted = place.filters === filters ? place.page : 1;
  const page = Math.min(wanted, Math.max(told.length, 1));
  const error: unknown = query.error ?? query.failureReason;
  return {
    items: told[page - 1]?.items ?? [],
    page,
    pages: Math.max(told.length, 1),
    isOpenEnded: query.hasNextPage,
    isLoading: query.isLoading || query.isFetchingNextPage,
    failure: isFailure(error) ? error : undefined,
    turnTo: (next) => {
      if (next <= told.length) setPlace({ filters, page: next });
      else if (!query.isFetchingNextPage)
        void query.fetchNextPage().then(({ data }) => {
          setPlace({ filters, page: data?.pages.length ?? next });
        });
    },
    again: () => void query.refetch(),
  };
}
