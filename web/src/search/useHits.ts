import { useQuery, useQueryClient } from "@tanstack/react-query";

import { answered, api, type components, type Operation } from "~/api/client";
import { useMay } from "~/api/me";
import { isFailure, ProblemError, type Failure } from "~/api/problem";

import { kindsOf, SHORTEST } from "./kinds";

export interface Hits {
  readonly searched: string;
  readonly customers: readonly components["schemas"]["CustomerHit"][];
  readonly hasMore: boolean;
  readonly invoice: components["schemas"]["Invoice"] | null;
  readonly number: components["schemas"]["Number"] | null;
  readonly call: components["schemas"]["CallTrace"] | null;
}

const MOST = 8;

/** All that the text is, or finds; asked for again while the service fails. */
export function useHits(searched: string): {
  hits: Hits | undefined;
  isLoading: boolean;
  failure: Failure | undefined;
  /** What a text finds, for who does not wait for the suggestions; undefined where it failed. */
  find: (text: string) => Promise<Hits | undefined>;
} {
  const may = useMay();
  const queries = useQueryClient();
  const text = searched.trim();
  const query = useQuery({
    queryKey: ["search", text],
    queryFn: ({ signal }) => find(text, may, signal),
    enabled: text.length >= SHORTEST,
  });
  const error: unknown = query.error ?? query.failureReason;
  return {
    hits: query.data?.searched === text ? query.data : undefined,
    isLoading: query.isFetching,
    failure: isFailure(error) ? error : undefined,
    find: (wanted) =>
      queries
        .query({
          queryKey: ["search", wanted],
          queryFn: ({ signal }) => find(wanted, may, signal),
        })
        .catch(() => undefined),
  };
}

async function find(
  searched: string,
  may: (operation: Operation) => boolean,
  signal: AbortSignal,
): Promise<Hits> {
  const { invoice, isTelephone, call } = kindsOf(searched);
  const [page, foundInvoice, number, foundCall] = await Promise.all([
    may("list_customers")
      ? answered(
          api.GET("/customers", { params: { query: { search: searched, limit: MOST } }, signal }),
        )
      : null,
    invoice && may("get_invoice")
      ? ifThere(
          api.GET("/invoices/{reference}", { params: { path: { reference: invoice } }, signal }),
        )
      : null,
    isTelephone && may("get_number")
      ? ifThere(api.GET("/numbers/{number}", { params: { path: { number: searched } }, signal }))
      : null,
    call && may("get_call")
      ? ifThere(api.GET("/calls/{call}", { params: { path: { call } }, signal }))
      : null,
  ]);
  return {
    searched,
    customers: page?.told.items ?? [],
    hasMore: Boolean(page?.told.next),
    invoice: foundInvoice,
    number,
    call: foundCall,
  };
}

/** Null where there is no such thing, or the text is none. */
async function ifThere<T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<T | null> {
  try {
    return (await answered<T>(call)).told;
  } catch (error) {
    if (error instanceof ProblemError && [400, 404, 422].includes(error.problem.status))
      return null;
    throw error;
  }
}
