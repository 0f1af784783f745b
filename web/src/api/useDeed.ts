import { useMutation, useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useRef } from "react";

import { answered, type Told } from "./client";
import { isFailure, isPassing, ProblemError, type Failure } from "./problem";

/** One write: what it is asked with is kept by the page, whatever becomes of it. */
export interface Deed<Wanted, T> {
  /** Undefined when it failed; `failure` says how. */
  readonly act: (wanted: Wanted) => Promise<Told<T> | undefined>;
  readonly isPending: boolean;
  readonly failure: Failure | undefined;
  /** Somebody changed it since: show both, and act on the new version. */
  readonly isConflict: boolean;
  readonly forget: () => void;
}

interface DeedOptions<Wanted, T> {
  /** Keys of what is no longer as it was, however far the deed came. */
  readonly touches?: readonly QueryKey[];
  readonly onDone?: (done: Told<T>, wanted: Wanted) => void;
}

/**
 * A write of the API. `key` is the Idempotency-Key: the same while one and the same is wanted and
 * it is not known to be done or refused, so that trying again never does it twice.
 *
 *     useDeed((reason: string, key) => api.POST("/calls/{call}/hang-up", {
 *       params: { path: { call }, header: { "Idempotency-Key": key } }, body: { reason } }))
 */
export function useDeed<Wanted, T>(
  ask: (wanted: Wanted, key: string) => Promise<{ data?: T; error?: unknown; response: Response }>,
  { touches = [], onDone }: DeedOptions<Wanted, T> = {},
): Deed<Wanted, T> {
  const queries = useQueryClient();
  const attempt = useRef<{ wanted: string; key: string } | null>(null);

  const mutation = useMutation({
    mutationFn: (wanted: Wanted) => {
      const written = JSON.stringify(wanted) || "";
      if (attempt.current?.wanted !== written)
        attempt.current = { wanted: written, key: crypto.randomUUID() };
      return answered<T>(ask(wanted, attempt.current.key));
    },
    onSuccess: (done, wanted) => {
      attempt.current = null;
      onDone?.(done, wanted);
    },
    onError: (error) => {
      if (!isPassing(error)) attempt.current = null;
    },
    onSettled: (_done, error) => {
      if (error && isPassing(error)) return;
      for (const queryKey of touches) void queries.invalidateQueries({ queryKey });
    },
  });

  const failure = isFailure(mutation.error) ? mutation.error : undefined;
  return {
    act: (wanted) => mutation.mutateAsync(wanted).catch(() => undefined),
    isPending: mutation.isPending,
    failure,
    isConflict: failure instanceof ProblemError && failure.isConflict,
    forget: mutation.reset,
  };
}
