import { keepPreviousData, useQuery, type QueryKey } from "@tanstack/react-query";

import { answered, type Told } from "./client";
import { isFailure, type Failure } from "./problem";

export interface Read<T> {
  /** Undefined until the first answer. */
  readonly told: T | undefined;
  /** For If-Match. */
  readonly version: string | null;
  /** Why there is no answer; while it is passing, asking goes on. */
  readonly failure: Failure | undefined;
  readonly isLoading: boolean;
  /** What is told was told under another key (`keepsPrevious`). */
  readonly isPrevious: boolean;
  readonly again: () => Promise<Told<T> | undefined>;
}

interface ReadOptions {
  /** Whether to ask at all yet. */
  readonly when?: boolean;
  /** Ask again every so many ms while the page is looked at. */
  readonly every?: number;
  /** Show what was told before under another key until the new is there. */
  readonly keepsPrevious?: boolean;
}

/**
 * What a GET of the API tells, kept under `key`:
 *
 *     useRead(["customers", number], (signal) =>
 *       api.GET("/customers/{customer}", { params: { path: { customer: number } }, signal }))
 *
 * What foresees a deed has a key below none that the deed touches: it would be asked once more when
 * the deed is done, and there is nothing left to foresee.
 */
export function useRead<T>(
  key: QueryKey,
  ask: (signal: AbortSignal) => Promise<{ data?: T; error?: unknown; response: Response }>,
  { when = true, every, keepsPrevious = false }: ReadOptions = {},
): Read<T> {
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => answered<T>(ask(signal)),
    enabled: when,
    ...(every !== undefined && { refetchInterval: every }),
    ...(keepsPrevious && { placeholderData: keepPreviousData }),
  });
  const error: unknown = query.error ?? query.failureReason;
  return {
    told: query.data?.told,
    version: query.data?.version ?? null,
    failure: isFailure(error) ? error : undefined,
    isLoading: query.isLoading,
    isPrevious: query.isPlaceholderData,
    again: async () => (await query.refetch()).data,
  };
}
